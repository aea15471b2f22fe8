// What validation says of a journey that is made of a few given fields, one line a problem, as the CLI prints it.

import type { ValidationContext } from '../../../lib/journey/checks/check.ts';
import { formatProblem } from '../../../lib/journey/checks/problem.ts';
import { validateJourney } from '../../../lib/journey/checks/validate-journey.ts';
import type { DeclaredEvents } from '../../../lib/journey/declared-events.ts';

const events: DeclaredEvents = {
  'order.placed': { properties: { orderId: 'string', total: 'number', items: 'list', gift: 'boolean' } },
  'order.returned': { properties: { orderId: 'string' } },
};

const greeting = {
  name: 'welcome/greeting',
  files: { 'email.en': 'Subject: Hello\n\nHello {{ customer.firstName }}' },
};

/** A small shop: two declared events, two tiers, one template for e-mail. */
export const shop: ValidationContext = {
  templates: new Map([[greeting.name, greeting]]),
  events,
  tiers: [
    { name: 'silver', orders: 0 },
    { name: 'gold', orders: 5 },
  ],
};

export const message = { type: 'message', channel: 'email', template: 'welcome/greeting' };
export const emit = { type: 'emit', event: 'thanked' };
export const order = { type: 'waitFor', event: 'order.placed', timeout: 'P5D' };

/** The problems of a journey with these fields, without the name of the file. */
export function sayOf(fields: object, context: Partial<ValidationContext> = {}): string[] {
  const journey = { id: 'a', trigger: { type: 'event', event: 'order.placed' }, steps: [emit], ...fields };
  const { problems } = validateJourney(JSON.stringify(journey), { ...shop, ...context, file: 'a.json' });
  return problems.map((problem) => formatProblem(problem).replace('a.json: ', ''));
}

export function sayOfSteps(...steps: unknown[]): string[] {
  return sayOf({ steps });
}

/** Of a branch with one case, without the place of the condition. */
export function sayOfCondition(when: unknown, context: Partial<ValidationContext> = {}): string[] {
  const problems = sayOf({ steps: [{ type: 'branch', cases: [{ when, steps: [emit] }] }] }, context);
  return problems.map((problem) => problem.replaceAll('steps[0].cases[0].when', 'when'));
}
