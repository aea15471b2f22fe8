// What validation finds: where it is, what is wrong, what is allowed. The same for journeys, tiers and declared events.

/** A place in a file's JSON: field names, and positions (from 0) in lists. */
export type Path = readonly (string | number)[];

/** A flaw within one file. A warning bars nothing. */
export type Finding = {
  path: Path;
  message: string;
  allowed?: readonly string[];
  didYouMean?: string;
  severity?: 'warning';
  /** Whether this is about a field that does not exist. */
  unknownField?: boolean;
};

/** `path` is written as in `steps[2].else[0].channel`, empty for the whole file; `line` counts from 1. */
export type Problem = {
  file: string;
  path: string;
  message: string;
  allowed?: readonly string[];
  didYouMean?: string;
  severity: 'error' | 'warning';
  line?: number;
};

export function toProblem(file: string, finding: Finding, line?: number): Problem {
  const { path, severity = 'error', unknownField: _unknownField, ...rest } = finding;
  return { file, path: formatPath(path), ...rest, severity, ...(line === undefined ? {} : { line }) };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

export function formatPath(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!PLAIN_NAME.test(part)) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
}

/** One line a problem, those of a file together: `file: path: what is wrong (allowed: …; did you mean "…"?)`. */
export function formatProblems(problems: readonly Problem[]): string {
  const byFile = Map.groupBy(problems, (problem) => problem.file);
  return [...byFile.values()].flat().map(formatProblem).join('\n');
}

export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.path].filter((part) => part !== '').join(': ');
  const allowed = problem.allowed && problem.allowed.length > 0 && `allowed: ${problem.allowed.join(', ')}`;
  const meant = problem.didYouMean !== undefined && `did you mean "${problem.didYouMean}"?`;
  const advice = [allowed, meant].filter((part) => typeof part === 'string').join('; ');
  const warning = problem.severity === 'warning' ? 'warning: ' : '';
  return `${place}: ${warning}${problem.message}${advice === '' ? '' : ` (${advice})`}`;
}

/** Whether place `a` is `b` or lies within it. */
export function isWithin(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((part, i) => part === b[i]);
}
