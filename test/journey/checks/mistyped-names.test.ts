import { describe, expect, test } from 'vitest';
import { message, sayOf, sayOfCondition, sayOfSteps } from './say.ts';

const STEPS = 'message, wait, waitFor, branch, split, repeat, update, emit, webhook, start, exit';
const CONDITIONS = 'all, any, not, attribute, trigger, event, segment, consent, message, webhook';

describe('a mistyped name is told with what is allowed and what was probably meant', () => {
  test.each([
    [
      'a field of the journey',
      { reentri: 'always' },
      'reentri: "reentri" is not a field here (allowed: $schema, id, name, description, trigger, audience, reentry, concurrent, exit, goal, holdout, priority, startsAt, endsAt, timezone, steps; did you mean "reentry"?)',
    ],
    [
      'a re-entry',
      { reentry: 'allways' },
      'reentry: is "allways", which is not allowed here (allowed: never, always, { "after": … }; did you mean "always"?)',
    ],
    [
      'a trigger',
      { trigger: { type: 'evnt', event: 'order.placed' } },
      'trigger.type: "evnt" is not a type of trigger (allowed: event, segment, date, schedule, api; did you mean "event"?)',
    ],
    [
      'the field of a trigger, once, and not also as missing',
      { trigger: { type: 'event', evnt: 'order.placed' } },
      'trigger.evnt: "evnt" is not a field of event triggers (allowed: type, event, where; did you mean "event"?)',
    ],
    [
      'a field of the goal',
      { goal: { event: 'order.placed', withn: 'P3D' } },
      'goal.withn: "withn" is not a field here (allowed: event, where, within; did you mean "within"?)',
    ],
    [
      'a time zone',
      { timezone: 'Europe/Berln' },
      'timezone: "Europe/Berln" is no time zone; use a name of the IANA database, for example Europe/Berlin (did you mean "Europe/Berlin"?)',
    ],
    [
      'a city without its continent',
      { timezone: 'Shanghai' },
      'timezone: "Shanghai" is no time zone; use a name of the IANA database, for example Europe/Berlin (did you mean "Asia/Shanghai"?)',
    ],
  ])('%s', (_name, fields, expected) => expect(sayOf(fields)).toEqual([expected]));

  test.each([
    [
      'a type of step',
      { type: 'mesage' },
      `steps[0].type: "mesage" is not a type of step (allowed: ${STEPS}; did you mean "message"?)`,
    ],
    [
      'a type of step by what another tool calls it',
      { type: 'delay' },
      `steps[0].type: "delay" is not a type of step (allowed: ${STEPS}; did you mean "wait"?)`,
    ],
    [
      'the field that says the type',
      { typ: 'wait', for: 'P1D' },
      `steps[0].type: is missing: it says what kind of step this is (allowed: ${STEPS}; did you mean "type"?)`,
    ],
    [
      'a field of a step',
      { type: 'message', chanel: 'email', template: 'welcome/greeting' },
      'steps[0].chanel: "chanel" is not a field of message steps (allowed: type, id, description, channel, template, purpose, topic, holdBack, onFailure; did you mean "channel"?)',
    ],
    [
      'a channel',
      { ...message, channel: 'emial' },
      'steps[0].channel: is "emial", which is not allowed here (allowed: email, sms, push, inbox, preferred, a list in brackets; did you mean "email"?)',
    ],
    [
      'a channel within a list',
      { ...message, channel: ['email', 'text'] },
      'steps[0].channel[1]: is "text", which is not allowed here (allowed: email, sms, push, inbox; did you mean "sms"?)',
    ],
    [
      'a day of the week',
      { type: 'wait', on: ['monday'] },
      'steps[0].on[0]: is "monday", which is not allowed here (allowed: mon, tue, wed, thu, fri, sat, sun; did you mean "mon"?)',
    ],
    [
      'a step deep inside others',
      {
        type: 'repeat',
        times: 2,
        steps: [{ type: 'waitFor', event: 'x', timeout: 'P1D', else: [{ type: 'exist' }] }],
      },
      `steps[0].steps[0].else[0].type: "exist" is not a type of step (allowed: ${STEPS}; did you mean "exit"?)`,
    ],
  ])('%s', (_name, step, expected) => expect(sayOfSteps(step)).toEqual([expected]));

  test.each([
    [
      'the field of a condition',
      { atribute: 'tier', eq: 'gold' },
      `when: is not a condition: one of these fields must say what it asks (allowed: ${CONDITIONS}; did you mean "attribute"?)`,
    ],
    [
      'an operator',
      { attribute: 'tier', equals: 'gold' },
      'when.equals: "equals" is not a field here (allowed: attribute, eq, ne, in, notIn, gt, gte, lt, lte, exists, contains, startsWith, endsWith, before, after; did you mean "eq"?)',
    ],
    [
      "a message's fate",
      { message: 'invite', was: 'snt' },
      'when.was: is "snt", which is not allowed here (allowed: sent, delivered, opened, clicked, bounced, held; did you mean "sent"?)',
    ],
    [
      'an operator in where',
      { event: 'order.placed', where: { total: { gtt: 5 } } },
      'when.where.total.gtt: "gtt" is not a field here (allowed: eq, ne, in, notIn, gt, gte, lt, lte, exists, contains, startsWith, endsWith, before, after; did you mean "gt"?)',
    ],
  ])('%s', (_name, when, expected) => expect(sayOfCondition(when)).toEqual([expected]));
});
