// Files of scenarios: what they may leave out, and what is said of their mistakes.

import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../lib/customer/time.ts';
import { formatProblem } from '../../../lib/journey/checks/problem.ts';
import { readScenarios } from '../../../lib/journey/scenarios/read-scenarios.ts';

const context = {
  journeys: ['welcome', 'follow-up'],
  templates: ['welcome/greeting', 'welcome/guide'],
  events: { 'order.placed': { properties: {} }, 'customer.registered': { properties: {} } },
};

const events = [{ event: 'order.placed' }];
const scenario = { name: 'All is well', events, messages: [] };
const file = { start: '2026-03-02T09:00', scenarios: [scenario] };

function read(value: object) {
  return readScenarios('welcome.json', JSON.stringify(value, null, 2), context);
}

/** The problems without the name of the file. */
function told(value: object): string[] {
  return read(value).problems.map((problem) => formatProblem({ ...problem, file: '' }));
}

function planned(value: object) {
  const { plans, problems } = read(value);
  expect(problems).toEqual([]);
  return plans[0];
}

describe('moments', () => {
  const at = (moment: string) => parseInstant(moment);

  test('without an offset they are local to the customer, and with one they are not', () => {
    const customer = { timezone: 'America/New_York' };
    const timed = [
      { event: 'order.placed', at: '2026-03-05T10:00' },
      { event: 'order.placed', at: '2026-03-05T10:00:00Z' },
    ];
    const plan = planned({ ...file, customer, scenarios: [{ ...scenario, events: timed }] });
    expect(plan?.start).toBe(at('2026-03-02T09:00:00-05:00'));
    expect(plan?.events.map((event) => event.at)).toEqual([
      at('2026-03-05T10:00:00Z'),
      at('2026-03-05T10:00:00-05:00'),
    ]);
  });

  test('"after" counts from the start, also backwards; what has neither is at the start', () => {
    const timed = [
      { event: 'order.placed', after: 'P2DT1H' },
      { event: 'order.placed' },
      { event: 'order.placed', after: '-P1M' },
    ];
    const plan = planned({ ...file, scenarios: [{ ...scenario, events: timed, until: { after: 'P1D' } }] });
    expect(plan?.events.map((event) => event.at)).toEqual([
      at('2026-02-02T09:00:00Z'),
      at('2026-03-02T09:00:00Z'),
      at('2026-03-04T10:00:00Z'),
    ]);
    expect(plan?.until).toBe(at('2026-03-03T09:00:00Z'));
  });
});

test('what the file says of the customer holds for each scenario, unless it says otherwise', () => {
  const plan = planned({
    ...file,
    journeys: ['welcome'],
    customer: { id: 'mia', locale: 'de', consent: { email: true, sms: true }, attributes: { tier: 'gold' } },
    scenarios: [
      { ...scenario, customer: { locale: 'zh', consent: { sms: false }, attributes: { points: 3 } } },
    ],
  });
  expect(plan?.customer).toEqual({
    id: 'mia',
    locale: 'zh',
    consent: { email: true, sms: false },
    attributes: { tier: 'gold', points: 3 },
  });
  expect(plan?.journeys).toEqual(['welcome']);
});

describe('mistakes are told with their place, what is allowed, and what was perhaps meant', () => {
  const one = (fields: object) => ({ ...file, scenarios: [{ ...scenario, ...fields }] });
  const message = { template: 'welcome/guide', channel: 'email', after: 'P3D' };

  test.each<[string, object, string]>([
    ['a field', one({ mesages: [] }), 'scenarios[0].mesages: "mesages" is not a field here (allowed: '],
    [
      'a journey',
      { ...file, journeys: ['welcom'] },
      'journeys[0]: there is no journey "welcom" (allowed: welcome,',
    ],
    [
      'a template',
      one({ messages: [{ ...message, template: 'welcome/gide' }] }),
      'scenarios[0].messages[0].template: there is no template "welcome/gide" (allowed: welcome/greeting, welcome/guide; did you mean "welcome/guide"?)',
    ],
    [
      'a channel',
      one({ messages: [{ ...message, channel: 'mail' }] }),
      'scenarios[0].messages[0].channel: is "mail", which is not allowed here (allowed: email, sms, push, inbox; did you mean "email"?)',
    ],
    [
      'a message without a moment',
      one({ messages: [{ template: 'welcome/guide', channel: 'email' }] }),
      'scenarios[0].messages[0]: needs one of at and after',
    ],
    [
      'two moments at once',
      one({ events: [{ event: 'order.placed', at: '2026-03-02', after: 'P1D' }] }),
      'scenarios[0].events[0]: takes either at or after, and not both',
    ],
    [
      'a duration in words',
      one({ events: [{ event: 'order.placed', after: '3 days' }] }),
      'scenarios[0].events[0].after: "3 days" is no ISO 8601 duration',
    ],
    [
      'a zone',
      one({ customer: { timezone: 'Berlin' } }),
      'scenarios[0].customer.timezone: "Berlin" is no time zone',
    ],
    [
      'a run of a journey that does not run',
      one({ journeys: ['welcome'], runs: [{ journey: 'follow-up', status: 'active' }] }),
      'scenarios[0].runs[0].journey: no journey "follow-up" runs here (allowed: welcome)',
    ],
    [
      'an event that the door would refuse',
      one({ events: [{ event: 'customer.registered', properties: { email: 'nobody' } }] }),
      'scenarios[0].events[0]: would not be taken in: "properties.email": "nobody" is no e-mail address',
    ],
    ['no start', { scenarios: [scenario] }, 'scenarios[0].start: is missing; write it here, or once for all'],
    [
      'a name twice',
      { ...file, scenarios: [scenario, scenario] },
      'scenarios[1].name: is also the name of another',
    ],
  ])('%s', (_what, value, expected) => {
    expect(told(value).join('\n')).toContain(expected);
    expect(read(value).plans).toEqual([]);
  });

  test('an event that is not declared is only warned of', () => {
    const value = one({ events: [{ event: 'order.plased' }] });
    expect(told(value)).toEqual([
      'scenarios[0].events[0].event: warning: events.json declares no "order.plased" (allowed: order.placed, customer.registered; did you mean "order.placed"?)',
    ]);
    expect(read(value).plans).toHaveLength(1);
  });

  test('what is no JSON is told with its line', () => {
    const { problems } = readScenarios('welcome.json', '{\n  "scenarios": [\n', context);
    expect(problems).toMatchObject([{ severity: 'error', line: expect.any(Number) }]);
  });
});
