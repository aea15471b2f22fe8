// Hop 5, `update`: changes the customer's profile, once per run, step and visit.

import type { Profile } from '../lib/customer/profile.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import type { Effect } from '../lib/journey/steps/decision.ts';
import type { Ports } from '../lib/ports.ts';
import { planDates } from './clock/plan-dates.ts';
import { lambda } from './middleware/lambda.ts';
import { type DecidePorts, decideStep } from './steps/decide.ts';
import { StepInputSchema } from './steps/input.ts';

export function updateProfile(ports: DecidePorts & Pick<Ports, 'due'>, catalog: () => Catalog) {
  return lambda(StepInputSchema, async (input) => {
    const { run, decision, facts } = await decideStep('update-profile', ports, catalog(), input);
    if (run.status !== 'active') return decision.outcome;
    for (const effect of decision.effects) {
      if (effect.type !== 'update') continue;
      const key = `${run.id}:${input.step.id}:${input.run.visit}`;
      const profile = await ports.profiles.change(run.customerId, key, (before) =>
        applyUpdate(before, effect, facts.now),
      );
      await planDates(ports.due, catalog(), profile, facts.now);
    }
    return decision.outcome;
  });
}

function applyUpdate(profile: Profile, effect: Effect & { type: 'update' }, now: number): Profile {
  const attributes = { ...profile.attributes, ...effect.set };
  for (const [name, amount] of Object.entries(effect.add)) {
    const value = attributes[name];
    attributes[name] = (typeof value === 'number' ? value : 0) + amount;
  }
  for (const name of effect.remove) delete attributes[name];
  const changedAt = { ...profile.changedAt };
  const changed = [...Object.keys(effect.set), ...Object.keys(effect.add), ...effect.remove];
  for (const name of changed) changedAt[`attributes.${name}`] = now;
  return { ...profile, attributes, changedAt };
}
