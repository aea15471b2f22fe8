import { describe, expect, test } from 'vitest';
import { emit, message, sayOf, sayOfSteps } from './say.ts';

describe('messages in conditions', () => {
  const ask = (id: string) => ({
    type: 'branch',
    cases: [{ when: { message: id, was: 'sent' }, steps: [emit] }],
  });

  test('a message that there is not', () => {
    expect(sayOfSteps({ ...message, id: 'invite' }, ask('invit'))).toEqual([
      'steps[1].cases[0].when.message: no message of this journey has the id "invit" (allowed: invite; did you mean "invite"?)',
    ]);
  });

  test('a step that is no message', () => {
    expect(sayOfSteps({ ...emit, id: 'thanks' }, ask('thanks'))).toEqual([
      'steps[1].cases[0].when.message: "thanks" is of type emit, and not a message',
    ]);
  });

  test('a message of the journey is fine', () => {
    expect(sayOfSteps({ ...message, id: 'invite' }, ask('invite'))).toEqual([]);
  });

  test('the audience knows of no messages, and of nothing since entry', () => {
    expect(
      sayOf({
        audience: {
          any: [
            { message: 'invite', was: 'sent' },
            { event: 'x', since: 'entry' },
          ],
        },
      }),
    ).toEqual([
      'audience.any[0].message: the audience is asked before the journey has sent anything; ask in a branch instead',
      'audience.any[1].since: the audience is asked at entry, and nothing can have happened since; leave it out, or use within',
    ]);
  });
});

describe('events', () => {
  test('one that is nearly one of the declared is a warning', () => {
    expect(sayOf({ goal: { event: 'order.place' } })).toEqual([
      'goal.event: warning: events.json declares no "order.place", so nothing about it is checked (did you mean "order.placed"?)',
    ]);
  });

  test('stray spaces never match', () => {
    expect(sayOfSteps({ ...emit, event: 'thanked ' })).toEqual([
      'steps[0].event: "thanked " has a space at its beginning or end',
    ]);
  });

  test('a journey that emits what starts it is warned', () => {
    expect(sayOfSteps({ ...emit, event: 'order.placed' })).toEqual([
      'steps[0].event: warning: emits order.placed, which starts this journey again where re-entry allows it',
    ]);
  });

  test('an exit by the same event that starts a run is warned, unless where makes it another', () => {
    expect(sayOf({ exit: [{ event: 'order.placed' }] })).toEqual([
      'exit[0].event: warning: order.placed starts this journey, and the one that starts a run never ends it: only a later one does',
    ]);
    expect(sayOf({ exit: [{ event: 'order.placed', where: { gift: true } }] })).toEqual([]);
  });
});

describe('who enters', () => {
  test('nobody, if it ends before it starts', () => {
    expect(sayOf({ startsAt: '2027-02-01', endsAt: '2027-01-01' })).toEqual([
      'endsAt: is not after startsAt, so nobody could ever enter',
    ]);
    expect(sayOf({ startsAt: '2027-01-01', endsAt: '2027-02-01' })).toEqual([]);
  });

  test('nobody, if all are held out: a warning', () => {
    expect(sayOf({ holdout: { percent: 100 } })).toEqual([
      'holdout.percent: warning: keeps everyone out: nobody will get a message of this journey',
    ]);
    expect(sayOf({ holdout: { percent: 99 } })).toEqual([]);
  });

  test('nobody, if the audience contradicts the trigger', () => {
    const trigger = { type: 'event', event: 'order.placed', where: { total: { gt: 100 } } };
    expect(sayOf({ trigger, audience: { trigger: 'total', lt: 50 } })).toEqual([
      'audience: can never hold together with what the trigger asks in where',
    ]);
    expect(sayOf({ trigger, audience: { trigger: 'total', lt: 500 } })).toEqual([]);
  });
});
