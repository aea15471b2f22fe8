// What is wrong with a segment's file is told like what is wrong with a journey.

import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../../lib/journey/checks/problem.ts';
import { readSegments } from '../../../lib/journey/segments/read-segments.ts';

function read(files: Record<string, unknown>) {
  const texts = Object.entries(files).map(([name, value]) => ({
    name,
    file: `segments/${name}`,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  const { segments, problems } = readSegments(texts);
  return { ids: segments.map(({ id }) => id), said: formatProblems(problems).split('\n').filter(Boolean) };
}

const ordered = { event: 'order.placed' };
const say = (when: unknown) => read({ 'mine.json': { when } }).said;

describe('a segment', () => {
  test('has the name of its file, and may be a condition alone', () => {
    expect(read({ 'bought.json': ordered, 'silent.json': { when: { not: ordered } } })).toEqual({
      ids: ['bought', 'silent'],
      said: [],
    });
  });

  test('does not take what is of a run', () => {
    expect(say({ trigger: 'total', gt: 5 })).toEqual([
      'segments/mine.json: when.trigger: asks about a run, and a segment is of customers without one',
    ]);
    expect(say({ message: 'invite', was: 'sent' })).toEqual([
      'segments/mine.json: when.message: asks about a run, and a segment is of customers without one',
    ]);
    expect(say({ ...ordered, since: 'entry' })).toEqual([
      'segments/mine.json: when.since: counts from the entry of a run; use within instead',
    ]);
    expect(say({ attribute: 'city', eq: { ref: 'trigger.city' } })).toEqual([
      'segments/mine.json: when.eq.ref: "trigger.city" is of a run, and a segment is of customers without one',
    ]);
  });

  test('can hold, and not for everyone', () => {
    expect(say({ all: [ordered, { not: ordered }] })).toHaveLength(1);
    expect(say({ ...ordered, count: { gte: 0 } })).toHaveLength(1);
  });

  test('names segments that there are', () => {
    expect(read({ 'a.json': ordered, 'b.json': { any: [{ segment: 'aa' }, ordered] } }).said).toEqual([
      'segments/b.json: any[0].segment: there is no segment "aa": no file segments/aa.json (allowed: a, b; did you mean "a"?)',
    ]);
  });

  test('does not ask for itself, not by way of others either', () => {
    const { ids, said } = read({
      'a.json': { segment: 'b' },
      'b.json': { not: { segment: 'a' } },
      'c.json': ordered,
    });
    expect(ids).toEqual(['c']);
    expect(said).toEqual([
      'segments/a.json: asks for itself: a → b → a',
      'segments/b.json: asks for itself: b → a → b',
    ]);
  });

  test('is not filled in by hand', () => {
    expect(read({ 'a.json': ordered, 'b.json': { segment: 'a', is: ordered } }).said).toEqual([
      'segments/b.json: is: is filled in by the compiler; leave it out: a says it by itself',
    ]);
  });

  test('has a name that can be written in a condition', () => {
    expect(read({ 'my segment.json': ordered }).said).toEqual([
      'segments/my segment.json: the file\'s name is the segment\'s: at most 40 letters, digits, - and _, and not "my segment"',
    ]);
    expect(read({ 'a.json': { id: 'b', when: ordered } }).said).toEqual([
      'segments/a.json: id: "b" is not the file\'s name; write "a", or leave it out',
    ]);
  });
});

test('all errors of all files come at once, and the sound segments are read', () => {
  const { ids, said } = read({
    'good.json': ordered,
    'broken.json': '{',
    'typed.json': { wen: ordered },
    'empty.json': { when: {} },
  });
  expect(ids).toEqual(['good']);
  expect(said.map((line) => line.split(':')[0])).toEqual([
    'segments/broken.json',
    'segments/typed.json',
    'segments/empty.json',
  ]);
});
