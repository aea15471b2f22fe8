// How the customers' pages look: one column, made for a phone first, in the light or the dark as the customer has it.

import { createHash } from 'node:crypto';

export const style = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #565d6b; --paper: #ffffff; --ground: #f2f3f6;
  --line: #747b8a; --rule: #dcdfe6; --mark: #1f4fb8; --on-mark: #ffffff; --good: #e4f3e6; --good-ink: #14532d; --bad: #fbe9e7;
  --bad-ink: #8a1c12; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef0f4; --soft: #b4bac6; --paper: #1d2026; --ground: #121419; --line: #8b92a2; --rule: #3a3f4a;
    --mark: #9dbcff; --on-mark: #0c1b3d; --good: #16351f; --good-ink: #c6efcf; --bad: #47150f; --bad-ink: #ffd3cd; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 1.25rem; background: var(--paper); }
@media (min-width: 42rem) { main { margin: 2rem auto; padding: 2rem 2.5rem; border-radius: .75rem; } }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; overflow-wrap: anywhere; }
h2, legend { font-size: 1.125rem; font-weight: 650; line-height: 1.35; margin: 0; padding: 0; }
p { margin: .375rem 0 .875rem; }
.soft, .hint { color: var(--soft); }
fieldset { border: 0; margin: 1.75rem 0 0; padding: 0; min-width: 0; }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; column-gap: .75rem; align-items: start;
  min-height: 2.75rem; padding: .5rem 0; cursor: pointer; }
.choice input { width: 1.375rem; height: 1.375rem; margin: .125rem 0 0; accent-color: var(--mark); cursor: pointer; }
.choice .hint { display: block; font-size: .9375rem; }
section { margin-top: 2.25rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
button, .button { display: inline-block; min-height: 2.75rem; padding: .625rem 1.25rem; border-radius: .5rem;
  border: 1px solid var(--mark); background: var(--paper); color: var(--mark); font: inherit; font-weight: 600;
  text-decoration: none; cursor: pointer; }
button.main { background: var(--mark); color: var(--on-mark); }
button.grave { border-color: var(--bad-ink); color: var(--bad-ink); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
form + p, .actions + p { margin-top: 1.5rem; }
input[type="text"] { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; margin-top: .5rem; font: inherit;
  color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
[role="status"], [role="alert"] { margin: 0 0 1.25rem; padding: .875rem 1rem; border-radius: .5rem;
  background: var(--good); color: var(--good-ink); font-weight: 550; }
[role="alert"] { background: var(--bad); color: var(--bad-ink); }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
nav { margin-top: 2.25rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .9375rem; }
nav a { display: inline-block; padding: .625rem .75rem .625rem 0; }
`;

/** What the policy of the pages allows: this style, and no other. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
