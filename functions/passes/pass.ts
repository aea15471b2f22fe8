// Work on all customers, in the background: a page is a job of the queue `due`, and its end puts the next one there. So
// it takes no memory, goes on after a crash where it was, and lets other work pass between two pages.

import * as z from 'zod';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Pass, Ports } from '../../lib/ports.ts';

/** How many customers a page holds. */
const PAGE = 100;

export const PageSchema = z.strictObject({
  kind: z.literal('page'),
  pass: z.string(),
  version: z.string(),
  cursor: z.string(),
  /** How many customers come before it. */
  after: z.int().min(0),
});

export type Page = z.infer<typeof PageSchema>;

type PassPorts = Pick<Ports, 'clock' | 'passes' | 'profiles' | 'queues'>;

/** Begins a pass, unless it has begun before under the same version; one of another version ends where it is. */
export async function startPass(
  { clock, passes, queues }: Pick<Ports, 'clock' | 'passes' | 'queues'>,
  name: string,
  version: string,
): Promise<void> {
  const known = await passes.get(name);
  if (known?.version === version && (known.handled > 0 || known.finishedAt !== null)) return;
  const begun = { name, version, handled: 0, startedAt: clock.now(), finishedAt: null };
  if (known?.version !== version) await passes.save(begun);
  await queues.put('due', pageOf(begun, '', 0));
}

/**
 * Does the work for a page's customers, and says whether that was the last page. What a page has done is done again
 * after a crash: the work must not mind.
 */
export async function workPage(
  ports: PassPorts,
  { pass: name, version, cursor, after }: Page,
  work: (profile: Profile) => Promise<void>,
): Promise<boolean> {
  const pass = await ports.passes.get(name);
  // Something newer took its place, or another delivery of the job has done this page.
  if (pass?.version !== version || pass.handled > after || pass.finishedAt !== null) return false;
  if (pass.handled < after) throw new Error(`the page before ${cursor} of ${name} has not been noted yet`);
  const { profiles, next } = await ports.profiles.page(cursor, PAGE);
  for (const profile of profiles) await work(profile);
  const finishedAt = next === null ? ports.clock.now() : null;
  const handled = after + profiles.length;
  if (next !== null) await ports.queues.put('due', pageOf(pass, next, handled));
  await ports.passes.save({ ...pass, handled, finishedAt });
  return next === null;
}

function pageOf({ name, version }: Pick<Pass, 'name' | 'version'>, cursor: string, after: number): Page {
  return { kind: 'page', pass: name, version, cursor, after };
}
