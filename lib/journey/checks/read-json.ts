// A file's text becomes a value, with the line of each field; or one says where the text stops being JSON.

import { type Finding, type Path, type Problem, toProblem } from './problem.ts';
import { scanJson } from './scan-json.ts';

/** `value` is undefined where the text is no JSON. `lineOf` gives the line (from 1) of a field, or of what holds it. */
export type ReadJson = { value: unknown; findings: Finding[]; lineOf(path: Path): number | undefined };

export function readJson(text: string): ReadJson {
  const { lines, repeated, flaw } = scanJson(text.replace(/^\uFEFF/, ' '));
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const line = lines.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return undefined;
  };
  if (flaw) {
    const message = `is not JSON: line ${flaw.line}, column ${flaw.column}: ${flaw.message}`;
    return { value: undefined, findings: [{ path: [], message }], lineOf: () => flaw.line };
  }
  const findings = repeated.map((path) => ({
    path,
    message: 'is written twice in the same braces, and only one would count; take one away',
  }));
  return { value: JSON.parse(text.replace(/^\uFEFF/, '')), findings, lineOf };
}

/** The findings in a file as problems, in the order of its lines. */
export function problemsIn(file: string, { findings, lineOf }: ReadJson): Problem[] {
  const problems = findings.map((finding) => toProblem(file, finding, lineOf(finding.path)));
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
