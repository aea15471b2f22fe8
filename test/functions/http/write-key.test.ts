import { expect, test } from 'vitest';
import { anApp } from './an-app.ts';

const order = { type: 'order.placed', customerId: 'ada' };
const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });

test('the write key comes as a bearer token, or as the user of basic authentication', async () => {
  const { post } = anApp();
  expect(await post('/v1/events', order, { Authorization: 'bearer a-write-key' })).toHaveProperty(
    'status',
    202,
  );
  expect(await post('/v1/events', order, basic('a-write-key:'))).toHaveProperty('status', 202);
});

test('without it, or with another, nothing comes in, and the answer says how to send it', async () => {
  const { post, accepted } = anApp();
  const how = 'send "Authorization: Bearer KEY", or the key as the user name of basic authentication';
  const cases: [Record<string, string>, string][] = [
    [{}, `the write key is missing; ${how}`],
    [{ Authorization: 'a-write-key' }, `the Authorization header holds no write key; ${how}`],
    [{ Authorization: 'Bearer a-write-kez' }, `this is not the write key; ${how}`],
    [basic('other:a-write-key'), `this is not the write key; ${how}`],
    [basic('a-write-key'), `the Authorization header holds no write key; ${how}`],
  ];
  for (const [headers, error] of cases) {
    expect(await post('/v1/events', order, headers)).toMatchObject({ status: 401, body: { error } });
    expect(await post('/v1/journeys/survey/start', order, headers)).toMatchObject({ status: 401 });
  }
  expect((await post('/v1/events', order, {})).headers.get('WWW-Authenticate')).toContain('Bearer');
  expect(accepted).toEqual([]);
});
