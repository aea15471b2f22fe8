// What holds for every machine: AWS takes it, the embedded runtime runs it, and the same journey gives the same text.

import { describe, expect, test } from 'vitest';
import { isObject } from '../../../lib/customer/json.ts';
import { compileJourney } from '../../../lib/journey/compile/compile.ts';
import { JourneySchema } from '../../../lib/journey/journey.ts';
import { compiled, compiledSteps, journeyOf, printed, statesOf } from './compiled.ts';
import { examples } from './examples.ts';
import { expectSound, flaws } from './sound.ts';

/** The same journey, as somebody would write it who begins with the last field. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, backwards(item)]),
  );
}

describe('a compiled journey', () => {
  test('is what asl-validator takes for Amazon States Language', () => {
    expect(flaws(examples.map(([, journey]) => compiled(journey)))).toBe('');
  });

  test.each(examples)('%s is sound', (_name, journey) => {
    expectSound(compiled(journey));
  });

  test.each(examples)(
    '%s gives the same text each time, in whatever order it is written',
    (_name, journey) => {
      const text = printed(compiled(journey));
      expect(printed(compiled(journey))).toBe(text);
      const rewritten = JourneySchema.parse(backwards(JSON.parse(JSON.stringify(journey))));
      expect(printed(compiled(rewritten))).toBe(text);
    },
  );

  test('has its states in the order in which its steps are read', () => {
    const hello = (id: string) => ({ type: 'emit', id, event: 'hello' });
    const states = statesOf(
      {
        type: 'branch',
        id: 'a',
        cases: ['b', 'c'].map((id) => ({ when: { trigger: id, eq: 1 }, steps: [hello(id)] })),
        else: [hello('d')],
      },
      { type: 'repeat', id: 'f', times: 2, steps: [hello('e')] },
    );
    expect(Object.keys(states)).toEqual(['a', 'a (case)', 'b', 'c', 'd', 'e', 'f', 'Done']);
  });

  test('calls a step without an id by its type and place, and never by the id of another', () => {
    const order = { type: 'waitFor', event: 'order.placed', timeout: 'P5D' };
    expect(Object.keys(statesOf(order, order, { type: 'exit', id: 'waitFor-2' }))).toEqual([
      'waitFor-1',
      'waitFor-2-auto',
      'waitFor-2',
    ]);
  });

  test('keeps the names of states within what AWS takes, whatever the ids', () => {
    const id = 'a'.repeat(60);
    expectSound(
      compiledSteps({ type: 'waitFor', id, event: 'order.placed', timeout: 'P1M' }, { type: 'exit' }),
    );
  });

  test('is described by its description, its name, or else its id', () => {
    const commentOf = (fields: object) => compiled(journeyOf([{ type: 'exit' }], fields)).Comment;
    expect(commentOf({ description: 'For the first order', name: { en: 'Welcome' } })).toBe(
      'For the first order',
    );
    expect(commentOf({ name: { zh: '新客欢迎', en: 'Welcome' } })).toBe('Welcome');
    expect(commentOf({ name: { zh: '新客欢迎', de: 'Willkommen' } })).toBe('Willkommen');
    expect(commentOf({})).toBe('example');
  });

  test('leaves no words for people in what is sent to handlers', () => {
    const [state] = Object.values(
      statesOf({ type: 'emit', event: 'badge.earned', description: 'They earned it' }),
    );
    expect(state?.Comment).toBe('They earned it');
    expect(JSON.stringify({ ...state, Comment: '' })).not.toContain('They earned it');
  });

  test('of 400 messages is far below the size that AWS takes', () => {
    const messages = Array.from({ length: 400 }, (_, i) => ({
      type: 'message',
      channel: ['email', 'sms', 'push'],
      template: `shop/letter-${i}`,
    }));
    expectSound(compiledSteps(...messages));
  });
});

describe('the compiler refuses', () => {
  test('a message whose template is not there', () => {
    const journey = journeyOf([{ type: 'message', channel: 'email', template: 'shop/gone' }]);
    expect(() => compileJourney(journey, new Map())).toThrow(
      'journey "example" names the template "shop/gone", which is not there',
    );
  });

  test('a journey in which one step object stands twice, since it could have one name only', () => {
    const journey = journeyOf([{ type: 'exit' }]);
    const twice = { ...journey, steps: [...journey.steps, ...journey.steps] };
    expect(() => compiled(twice)).toThrow('holds one step object in two places');
  });
});
