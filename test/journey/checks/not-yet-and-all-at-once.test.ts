import { describe, expect, test } from 'vitest';
import { emit, message, sayOf, sayOfSteps } from './say.ts';

const STEPS = 'message, wait, waitFor, branch, split, repeat, update, emit, webhook, start, exit';

describe('what the language has and this version has not is refused by name', () => {
  test.each(['reward', 'recommend', 'task'])('the step %s', (type) => {
    expect(sayOfSteps({ type })).toEqual([
      `steps[0].type: "${type}" is part of the language, but is not available in this version (allowed: ${STEPS})`,
    ]);
  });

  test('the trigger festival', () => {
    expect(sayOf({ trigger: { type: 'festival' } })).toEqual([
      'trigger.type: "festival" is part of the language, but is not available in this version (allowed: event, segment, date, schedule, api)',
    ]);
  });
});

test("all of a file's errors come at once, those of the schema and those of the further checks", () => {
  const steps = [
    { ...message, chanel: 'sms' },
    { ...message, id: 'hello', template: 'welcome/greetings' },
    { type: 'waitFor', event: 'order.placed', timeout: '5 days' },
    { ...emit, id: 'hello' },
    { type: 'exit' },
    emit,
  ];
  expect(sayOf({ steps, audience: { attribute: 'age', gt: 5, lt: 3 } }).sort()).toEqual([
    'audience: can never hold: no value of "age" is gt 5 and lt 3',
    'steps[0].chanel: "chanel" is not a field of message steps (allowed: type, id, description, channel, template, purpose, topic, holdBack, onFailure)',
    'steps[1].template: there is no template "welcome/greetings": no folder templates/welcome/greetings (did you mean "welcome/greeting"?)',
    'steps[2].timeout: "5 days" is no ISO 8601 duration; write for example P7D (seven days), PT2H (two hours) or P1M (one month)',
    'steps[3].id: "hello" is also the id of steps[1]; give each step an id of its own',
    'steps[5]: can never be reached: every way to it leaves the journey before',
  ]);
});
