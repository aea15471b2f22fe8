import { expect, test } from 'vitest';
import { anApp, NOW } from './an-app.ts';

test('a call starts a journey with the trigger "api", by an event that names it', async () => {
  const { post, accepted } = anApp();
  const answer = await post('/v1/journeys/survey/start', {
    customerId: 'ada',
    properties: { shop: 'Berlin', journey: 'another' },
  });
  expect(answer).toMatchObject({ status: 202, body: { eventId: 'new-1' } });
  expect(accepted).toEqual([
    {
      id: 'new-1',
      type: 'milepost.start',
      customerId: 'ada',
      at: NOW,
      properties: { shop: 'Berlin', journey: 'survey' },
      depth: 0,
    },
  ]);
});

test('a call that may have to be repeated brings its own id', async () => {
  const { post } = anApp();
  const answer = await post('/v1/journeys/survey/start', { customerId: 'ada', id: 'call-7' });
  expect(answer.body).toEqual({ eventId: 'call-7' });
});

test('a journey that is not there is told with the nearest that is', async () => {
  const { post } = anApp();
  expect(await post('/v1/journeys/survay/start', { customerId: 'ada' })).toMatchObject({
    status: 404,
    body: { error: 'there is no journey "survay"; did you mean "survey"? there are survey, welcome' },
  });
});

test('a journey that something else starts cannot be called', async () => {
  const { post, accepted } = anApp();
  expect(await post('/v1/journeys/welcome/start', { customerId: 'ada' })).toMatchObject({
    status: 409,
    body: {
      error:
        'journey "welcome" starts when customer.registered happens, and not by a call; ' +
        'that takes "trigger": {"type": "api"}',
    },
  });
  expect(accepted).toEqual([]);
});

test('a call without a customer is refused', async () => {
  const { post } = anApp();
  expect(await post('/v1/journeys/survey/start', { customer: 'ada' })).toMatchObject({
    status: 400,
    body: {
      error:
        '"customerId" is missing; "customer" is no field; did you mean "customerId"? allowed are customerId, properties, id',
    },
  });
});

test('the server tells that it is well without a key, and what there is on an unknown path', async () => {
  const { app, get } = anApp();
  const health = await app.request('/health');
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
  expect(await get('/v1/evnts')).toEqual({
    status: 404,
    body: {
      error: 'there is no /v1/evnts; did you mean "/v1/events"? GET /openapi.json tells what there is',
    },
  });
  expect(await get('/v1/events')).toMatchObject({
    status: 405,
    body: { error: '/v1/events takes POST, and not GET' },
  });
});
