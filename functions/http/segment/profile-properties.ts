// From a call's traits and context to the properties of an event that speaks of the profile.

import { isProfileText } from '../../../lib/customer/apply-event.ts';
import { profileFieldProblem } from '../../../lib/customer/ingest.ts';
import { isObject, type JsonObject } from '../../../lib/customer/json.ts';
import { camelCase } from './known-events.ts';

/** The traits that Segment's spec reserves take either spelling, `firstName` or `first_name`; others keep their name. */
const RESERVED = new Set(['firstName', 'lastName', 'createdAt', 'pushToken']);

/**
 * Profile fields come from traits, else from the context: `locale`, `timezone`, and the device's token for `pushToken`.
 * What does not fit its field is left out, and told, so that a wrong phone number does not cost the rest.
 */
export function profileProperties(
  traits: JsonObject,
  context: Record<string, unknown> | null | undefined,
): { properties: JsonObject; leftOut: string[] } {
  const properties = { ...fromContext(context) };
  const leftOut: string[] = [];
  for (const [trait, value] of Object.entries(traits)) {
    const spelled = camelCase(trait);
    const name = RESERVED.has(spelled) ? spelled : trait;
    const fitting =
      typeof value === 'number' && isProfileText('customer.updated', name) ? String(value) : value;
    const problem = profileFieldProblem(name, fitting);
    if (problem === undefined) properties[name] = fitting;
    else leftOut.push(problem);
  }
  return { properties, leftOut };
}

/** Clients collect these by themselves, so one that does not fit is nobody's mistake. */
function fromContext(context: Record<string, unknown> | null | undefined): JsonObject {
  const { locale, timezone, device } = context ?? {};
  const found = { locale, timezone, pushToken: isObject(device) ? device.token : undefined };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) =>
      typeof value === 'string' && profileFieldProblem(name, value) === undefined ? [[name, value]] : [],
    ),
  );
}
