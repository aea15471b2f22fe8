// Signed links: nobody can forge one, and a replaced key still verifies the links that it signed.

import { expect, test } from 'vitest';
import { type LinkClaims, signLink, verifyLink } from '../../../lib/journey/links/signed-link.ts';

const old = 'an old key, thirty-two characters long';
const fresh = 'a fresh key, thirty-two characters long';
const claims: LinkClaims = { t: 'u', c: 'änn/1', m: ['run', 'step', '1'], ch: 'email' };

test('a link says what was signed', () => {
  const keys = { current: 'a', keys: { a: old } };
  expect(verifyLink(keys, signLink(keys, claims))).toEqual(claims);
});

test('a link stays valid when its key is replaced, and not when it is taken away', () => {
  const link = signLink({ current: 'a', keys: { a: old } }, claims);
  expect(verifyLink({ current: 'b', keys: { a: old, b: fresh } }, link)).toEqual(claims);
  expect(verifyLink({ current: 'b', keys: { b: fresh } }, link)).toBeUndefined();
});

test('a link that was changed anywhere is none', () => {
  const keys = { current: 'a', keys: { a: old, b: fresh } };
  const link = signLink(keys, claims);
  for (let place = 0; place < link.length - 1; place += 1) {
    const other = link[place] === 'b' ? 'c' : 'b';
    const changed = link.slice(0, place) + other + link.slice(place + 1);
    expect(verifyLink(keys, changed), changed).toBeUndefined();
  }
  for (const none of ['', '..', 'a', 'a.b.c.d', `${link}.`, 'toString.e30.x', '__proto__..']) {
    expect(verifyLink(keys, none), none).toBeUndefined();
  }
});
