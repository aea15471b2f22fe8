// Why a definition cannot be loaded: all of its problems at once.

export type Problem = { readonly path: string; readonly message: string };

export class MachineError extends Error {
  override readonly name = 'MachineError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      `the state machine cannot be run:\n${problems.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Collects problems under the path of the part that is being looked at. */
export class Problems {
  readonly list: Problem[] = [];

  add(path: string, message: string): void {
    this.list.push({ path, message });
  }
}
