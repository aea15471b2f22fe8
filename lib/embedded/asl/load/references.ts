// What an expression may not mention, found when the machine is loaded, as AWS does: $eval, and members of $states that
// do not exist in its field.

import { type Node, statesMembersOf, variablesOf } from '../expression/ast.ts';
import type { Reach } from './loading.ts';

/** The sentences that say what is wrong; none if nothing is. */
export function wrongReferences(ast: Node, reach: Reach): string[] {
  const wrong: string[] = [];
  if (variablesOf(ast).has('eval')) {
    wrong.push('Step Functions has no $eval; use $parse to read JSON');
  }
  const members = statesMembersOf(ast);
  if (members.has('result') && reach !== 'result') {
    wrong.push('$states.result can be used in the Output and Assign of a Task only');
  }
  if (members.has('errorOutput') && reach !== 'error') {
    wrong.push('$states.errorOutput can be used in the Output and Assign of a Catch only');
  }
  return wrong;
}
