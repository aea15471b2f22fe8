// The variables of a run, as JSONata. A variable that no state has assigned yet is undefined, which an array
// constructor leaves out: `[$cursor, …][0]` is the cursor, or where the run began.

const ENTRY = '$states.context.Execution.Input.entry';

/** Up to where the run has seen the timeline: {at (ms), seq}. */
export const cursor = `[$cursor, ${ENTRY}][0]`;

/** When the current state was entered, in milliseconds. */
export const reachedAt = '$toMillis($states.context.State.EnteredTime)';

/** When the run began, in milliseconds. */
export const entryAt = `${ENTRY}.at`;

/** The cursor after a due time (an expression in milliseconds): before every event of that instant, never back. */
export function cursorAt(due: string): string {
  return `{% (${cursor}).at >= ${due} ? ${cursor} : {'at': ${due}, 'seq': 0} %}`;
}

/** How often the body of a repeat has been entered, from 1. */
export function roundOf(variable: string): string {
  return `[$${variable}, 1][0]`;
}

/** The id of the event that the run matched last, or null. */
export const matchedEvent = '{% [$event, null][0] %}';

export function expression(code: string): string {
  return `{% ${code} %}`;
}
