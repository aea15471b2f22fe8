import { expect, test } from 'vitest';
import { isLoopback, isPublicAddress } from '../../../lib/embedded/webhooks/public-address.ts';

test.each([
  '1.1.1.1',
  '93.184.215.14',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450:4001:829::200e',
])('%s is on the public internet', (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  ['unspecified', '0.0.0.0'],
  ['unspecified', '::'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.0.9'],
  ['loopback', '::1'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['private', 'fd00::1'],
  ['shared by carriers', '100.64.0.1'],
  ['shared by carriers', '100.127.255.255'],
  ['link-local, with the cloud’s metadata', '169.254.169.254'],
  ['link-local', 'fe80::1'],
  ['link-local', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', '224.0.0.1'],
  ['multicast', 'ff02::1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['for benchmarks', '198.18.0.1'],
  ['for documentation', '192.0.2.1'],
  ['for documentation', '2001:db8::1'],
  ['IPv4 within IPv6', '::ffff:127.0.0.1'],
  ['IPv4 within IPv6', '::ffff:1.1.1.1'],
  ['IPv4 within IPv6', '::ffff:7f00:1'],
  ['IPv4 within IPv6', '::127.0.0.1'],
  ['IPv4 within IPv6 (NAT64)', '64:ff9b::7f00:1'],
  ['IPv4 within IPv6 (6to4)', '2002:7f00:1::1'],
  ['IPv4 within IPv6 (Teredo)', '2001:0:7f00:1::1'],
  ['no address', 'localhost'],
  ['no address', ''],
])('what is %s is not: %s', (_what, address) => expect(isPublicAddress(address)).toBe(false));

test('this machine is known by its addresses', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1'].map(isLoopback)).toEqual([true, true, true]);
  expect(['10.0.0.1', '::2', '0.0.0.0', '169.254.169.254'].map(isLoopback)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
