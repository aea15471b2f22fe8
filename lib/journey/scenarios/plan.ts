// A scenario made ready to run: what the file says for all of them filled in, every moment in milliseconds.

import type { CustomerEvent } from '../../customer/event.ts';
import type { Customer } from '../../customer/profile.ts';
import { addDuration } from '../calendar/duration.ts';
import { momentOfText } from '../calendar/written-moment.ts';
import type { ExpectedMessage, Scenario, ScenarioFile, When } from './scenario.ts';

export type PlannedMessage = ExpectedMessage & { moment: number };

export type Plan = {
  scenario: Scenario;
  customer: Customer;
  /** Where the customer lives; UTC if that is not known. */
  zone: string;
  start: number;
  /** In order of time, then as they are written. */
  events: CustomerEvent[];
  messages: PlannedMessage[];
  until: number | undefined;
  /** The ids of the journeys that run; undefined for all. */
  journeys: readonly string[] | undefined;
};

/** Undefined if neither the file nor the scenario has a start. */
export function planScenario(file: ScenarioFile, scenario: Scenario): Plan | undefined {
  const customer = customerOf(file, scenario);
  const zone = customer.timezone ?? 'UTC';
  const start = momentOfText(scenario.start ?? file.start ?? '', zone);
  if (start === undefined) return undefined;
  const moment = ({ at, after }: When): number => {
    if (at !== undefined) return momentOfText(at, zone) ?? start;
    return after === undefined ? start : addDuration(start, after, zone);
  };
  const events = scenario.events.map((one, i) => ({
    id: `event-${i + 1}`,
    type: one.event,
    customerId: customer.id,
    at: moment(one),
    properties: one.properties ?? {},
    depth: 0,
  }));
  return {
    scenario,
    customer,
    zone,
    start,
    events: events.sort((a, b) => a.at - b.at),
    messages: scenario.messages.map((one) => ({ ...one, moment: moment(one) })),
    until: scenario.until && moment(scenario.until),
    journeys: scenario.journeys ?? file.journeys,
  };
}

/** The scenario's customer over the file's: field by field, and inside consent and attributes too. */
function customerOf({ customer: all }: ScenarioFile, { customer: one }: Scenario): Customer {
  return {
    ...all,
    ...one,
    id: one?.id ?? all?.id ?? 'customer',
    consent: { ...all?.consent, ...one?.consent },
    attributes: { ...all?.attributes, ...one?.attributes },
  };
}
