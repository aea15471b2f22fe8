// Takes the ends of executions, as Step Functions tells them to EventBridge.

import { endRuns } from '../../functions/end-run.ts';
import { observedQueue } from './observed.ts';
import { clock, runner, stores } from './ports.ts';

export const handler = observedQueue(endRuns({ clock, ...stores(), runner: runner() }));
