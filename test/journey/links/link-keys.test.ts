// The keys of links as a secret holds them.

import { expect, test } from 'vitest';
import { parseLinkKeys } from '../../../lib/journey/links/link-keys.ts';

const key = 'a key of thirty-two characters, or more';

test('one key signs, all verify', () => {
  expect(parseLinkKeys(JSON.stringify({ current: 'k2', k1: key, k2: `${key}!` }))).toEqual({
    current: 'k2',
    keys: { k1: key, k2: `${key}!` },
  });
});

test.each([
  ['no JSON', 'nothing', 'Invalid input'],
  ['no key that signs', JSON.stringify({ k1: key }), '"current" must name one of the keys'],
  [
    'another key that signs',
    JSON.stringify({ current: 'toString', k1: key }),
    '"current" must name one of the keys',
  ],
  [
    'a key that is too short',
    JSON.stringify({ current: 'k1', k1: 'short' }),
    'must have 32 characters or more',
  ],
  ['a name with a dot', JSON.stringify({ current: 'k.1', 'k.1': key }), 'at most 20 letters'],
])('%s is refused, and no key is told', (_, text, told) => {
  expect(() => parseLinkKeys(text)).toThrow(told);
  expect(() => parseLinkKeys(text)).not.toThrow(key);
});
