// What is wrong with a template: where it is, in words a marketer can act on.

/** `line` and `column` count from 1, in the file as it lies on disk; absent when the problem is with the file as a whole. */
export type TemplateProblem = {
  template: string;
  file: string;
  line?: number;
  column?: number;
  message: string;
  severity?: 'warning';
};

/** A place of a problem as text: `welcome/greeting/email.en.liquid:3:14`. */
export function placeOf(problem: Omit<TemplateProblem, 'message'>): string {
  const position = problem.line === undefined ? '' : `:${problem.line}:${problem.column ?? 1}`;
  return `${problem.template}/${problem.file}${position}`;
}

/** A message's templates cannot be read or rendered. Holds every problem that was found, not only the first. */
export class TemplateError extends Error {
  readonly problems: readonly TemplateProblem[];

  constructor(problems: readonly TemplateProblem[]) {
    super(problems.map((problem) => `${placeOf(problem)}: ${problem.message}`).join('\n'));
    this.name = 'TemplateError';
    this.problems = problems;
  }
}
