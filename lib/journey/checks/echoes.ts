// Events that a journey starts itself by, or that cannot end what they have just begun.

import type { Check } from './check.ts';

export const echoes: Check = function* ({ journey, steps, triggerEvent }) {
  for (const { step, path } of steps) {
    if (step.type === 'start' && step.journey === journey.id) {
      const message =
        'starts this journey itself again: only once this run has ended, and where re-entry allows it';
      yield { path: [...path, 'journey'], message, severity: 'warning' };
    }
    if (step.type !== 'emit' || step.event !== triggerEvent) continue;
    const message = `emits ${step.event}, which starts this journey again where re-entry allows it`;
    yield { path: [...path, 'event'], message, severity: 'warning' };
  }
  for (const [i, rule] of (journey.exit ?? []).entries()) {
    if (rule.event !== triggerEvent || rule.where) continue;
    const message = `${rule.event} starts this journey, and the one that starts a run never ends it: only a later one does`;
    yield { path: ['exit', i, 'event'], message, severity: 'warning' };
  }
};
