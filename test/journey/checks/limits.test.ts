import { describe, expect, test } from 'vitest';
import { emit, message, order, sayOf, sayOfSteps } from './say.ts';

const exit = { type: 'exit' };
const vip = { attribute: 'vip', eq: true };

describe('a year', () => {
  const day = (days: number) => ({ type: 'wait', for: `P${days}D` });
  const most = 'a run ends after a year, so all waits together must stay below 365 days';

  test('waits that add up to more', () => {
    expect(sayOfSteps(day(200), day(200))).toEqual([
      `steps: can take, with all their waits, 400 days; ${most}`,
    ]);
    expect(sayOfSteps(day(200), day(164))).toEqual([]);
  });

  test('one wait that is longer by itself; a year may have 366 days', () => {
    expect(sayOfSteps(day(3), { type: 'wait', for: 'P1Y' })).toEqual([
      `steps[1]: can wait 366 days; ${most}`,
    ]);
    expect(sayOfSteps({ type: 'wait', for: 'P11M' })).toEqual([]);
  });

  test('the longest way counts, not all ways together', () => {
    const branch = { type: 'branch', cases: [{ when: vip, steps: [day(150)] }], else: [day(160)] };
    expect(sayOfSteps(branch, day(200))).toEqual([]);
    expect(sayOfSteps(branch, day(210))).toEqual([
      `steps: can take, with all their waits, 370 days; ${most}`,
    ]);
  });

  test('a way that leaves counts until there, and what follows does not', () => {
    expect(sayOfSteps({ ...order, timeout: 'P100D', else: [day(200), exit] }, day(200))).toEqual([]);
  });

  test('rounds count as often as they can come', () => {
    expect(sayOfSteps({ type: 'repeat', times: 12, steps: [day(30)] })).toEqual([]);
    expect(sayOfSteps({ type: 'repeat', times: 13, steps: [day(30)] })).toHaveLength(1);
  });

  test('time-outs that count from entry do not add up', () => {
    const steps = [{ ...order, timeout: 'P300D', from: 'entry' }];
    expect(sayOfSteps({ type: 'repeat', times: 10, steps })).toEqual([]);
    expect(sayOfSteps({ type: 'repeat', times: 10, steps }, day(70))).toHaveLength(1);
  });

  test('a day of the week can take seven more days', () => {
    expect(sayOfSteps({ type: 'wait', for: 'P360D', on: ['mon'], at: '10:00' })).toHaveLength(1);
    expect(sayOfSteps({ type: 'wait', for: 'P357D', on: ['mon'], at: '10:00' })).toEqual([]);
  });

  test('a wait until a date counts from now, or from when the journey starts', () => {
    const steps = [{ type: 'wait', until: '2028-06-01' }];
    expect(sayOf({ steps }, { now: Date.parse('2027-01-01') })).toHaveLength(1);
    expect(sayOf({ steps, startsAt: '2028-01-01' }, { now: Date.parse('2027-01-01') })).toEqual([]);
    expect(sayOf({ steps })).toEqual([]);
  });
});

describe('what AWS takes', () => {
  test('loops with too much history', () => {
    const rounds = (times: number, ...steps: object[]) => ({ type: 'repeat', times, steps });
    expect(sayOfSteps(emit, rounds(5000, message))).toEqual([
      'steps[1].times: can make 40,007 events of history, and AWS ends a run at 25,000; repeat less often',
    ]);
    expect(sayOfSteps(rounds(100, rounds(100, emit)))).toHaveLength(1);
    expect(sayOfSteps(rounds(1000, message), rounds(100, rounds(10, emit)))).toEqual([]);
  });

  test('a definition of more than a megabyte', () => {
    const long = Array.from({ length: 1500 }, () => ({ ...emit, description: 'x'.repeat(500) }));
    expect(sayOfSteps(...long)).toContainEqual(
      expect.stringMatching(/^steps: compile to \d\.\d MB, and AWS takes 1 MB/),
    );
  });

  test('texts that would be run as code or replaced', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the deployment would replace.
    expect(sayOfSteps({ ...emit, description: '{% 1 %}', properties: { a: 'for ${name}' } })).toEqual([
      'steps[0].description: begins with "{%", which Step Functions would run as code; write it differently',
      'steps[0].properties.a: holds "${", which the deployment would replace; write it differently',
    ]);
    expect(sayOfSteps({ ...emit, description: '100 % sure, $5 off {today}' })).toEqual([]);
  });

  test('a journey id of more than 40 characters, or with a space', () => {
    expect(sayOf({ id: 'x'.repeat(41) })).toEqual(['id: is 41 characters long; at most 40 are allowed']);
    expect(sayOf({ id: 'my journey' })).toHaveLength(1);
  });
});
