// Hop 5, `update`: changes the customer's profile, once per run, step and visit.

import type { Profile } from '../lib/customer/profile.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import type { Effect } from '../lib/journey/steps/decision.ts';
import type { Ports } from '../lib/ports.ts';
import { planDates } from './clock/plan-dates.ts';
import { lambda } from './middleware/lambda.ts';
import { lookAfterUpdate } from './segments/looks.ts';
import type { ReviewPorts } from './segments/review.ts';
import { type DecidePorts, decideStep } from './steps/decide.ts';
import { depthOfCause } from './steps/depth.ts';
import { StepInputSchema } from './steps/input.ts';

type UpdatePorts = DecidePorts & ReviewPorts & Pick<Ports, 'waits'>;

export function updateProfile(ports: UpdatePorts, catalog: () => Catalog) {
  return lambda(StepInputSchema, async (input) => {
    const { run, decision, facts } = await decideStep('update-profile', ports, catalog(), input);
    if (run.status !== 'active') return decision.outcome;
    for (const effect of decision.effects) {
      if (effect.type !== 'update') continue;
      const key = `${run.id}:${input.step.id}:${input.run.visit}`;
      let before: Profile | undefined;
      const profile = await ports.profiles.change(run.customerId, key, (known) => {
        before = known;
        return applyUpdate(known, effect, facts.now);
      });
      await planDates(ports.due, catalog(), profile, facts.now);
      if (catalog().segments.length === 0) continue;
      const depth = await depthOfCause(ports, run);
      await lookAfterUpdate(ports, catalog(), { profile, before: before ?? profile, depth });
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
