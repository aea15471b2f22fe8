import { expect, test } from 'vitest';
import { parseMapping } from '../../../lib/embedded/files/mapping.ts';

test('names that are no field of an event become properties', () => {
  expect(parseMapping('customerId=customer_id, at=date,total=usd', { event: 'order.placed' })).toEqual({
    columns: { customerId: 'customer_id', at: 'date' },
    properties: [['total', 'usd']],
    event: 'order.placed',
  });
});

test('what is missing or contradictory is said', () => {
  const event = 'order.placed';
  expect(() => parseMapping('at=date', { event })).toThrow(
    '--csv: "customerId" has no column; write customerId=COLUMN',
  );
  expect(() => parseMapping('customerID=c,at=date', { event })).toThrow(
    '--csv: "customerId" has no column; did you mean customerId where it says customerID?',
  );
  expect(() => parseMapping('customerId=c', { event })).toThrow('--csv: "at" has no column; write at=COLUMN');
  expect(() => parseMapping('customerId,at=date', { event })).toThrow(
    '--csv: "customerId" is not written as NAME=COLUMN',
  );
  expect(() => parseMapping('customerId=c,at=d,at=e', { event })).toThrow('--csv: "at" is given twice');
});

test('the type comes from a column or from --event, and from exactly one of them', () => {
  expect(() => parseMapping('customerId=c,at=d')).toThrow('which type has an event?');
  expect(() => parseMapping('customerId=c,at=d,type=t', { event: 'e' })).toThrow('give one of the two');
  expect(() => parseMapping('customerId=c,at=d', { event: 'e', types: 'a=b' })).toThrow('give type=COLUMN');
  expect(() => parseMapping('customerId=c,at=d,type=t', { types: 'view' })).toThrow(
    '--types: "view" is not written as VALUE=EVENT',
  );
});
