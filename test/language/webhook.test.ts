// `webhook`: what is posted, what becomes of the answer, and how often a host is tried. The host is made up.

import { describe, expect, test } from 'vitest';
import { RefusedError } from '../../lib/journey/errors.ts';
import type { WebhookAnswer, WebhookRequest } from '../../lib/ports.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on, written } from './moments.ts';
import { season } from './season.ts';

const start = on('03-01', 'start', { orderId: 'A-1', total: 50 });
const url = 'https://crm.example/orders';
const tell = { id: 'tell', type: 'webhook', url, body: { order: { ref: 'trigger.orderId' } } };

type Host = Live & { requests: WebhookRequest[]; calledAt: string[]; explain(): Promise<string[]> };

const ok = (value?: unknown): WebhookAnswer => ({
  status: 200,
  body: value === undefined ? '' : JSON.stringify(value),
});
const status = (code: number, retryAfter?: string): WebhookAnswer => ({ status: code, body: '', retryAfter });

/** A run of these steps, whose calls are answered in turn, and by the last answer from then on. */
async function host(steps: object[], answers: (WebhookAnswer | Error)[], until = '03-01'): Promise<Host> {
  const requests: WebhookRequest[] = [];
  const calledAt: string[] = [];
  const world = await live({
    from: '03-01',
    journeys: [{ steps: JSON.parse(JSON.stringify(steps)) }],
    webhooks: {
      async call(request) {
        requests.push(request);
        calledAt.push(written(world.ports.clock.now()));
        const answer = answers[Math.min(requests.length, answers.length) - 1];
        if (answer instanceof Error) throw answer;
        return answer ?? ok();
      },
    },
  });
  await world.arrives(start);
  await world.goTo(until);
  const explain = async () =>
    (await world.stores.decisions.of('ann', 'j'))
      .filter(({ stepId }) => stepId === 'tell')
      .map(({ reason }) => reason);
  return { ...world, requests, calledAt, explain };
}

describe('a webhook posts', () => {
  test('its body, with the values that the references name, under the key of run, step and visit', async () => {
    const body = {
      who: { ref: 'customer.email' },
      all: [{ total: { ref: 'trigger.total' } }],
      none: { ref: 'customer.x' },
    };
    const { requests, stores } = await host([{ ...tell, body, headers: { 'X-Shop': 'berlin' } }], [ok()]);
    const [run] = await stores.runs.of('ann');
    expect(requests).toEqual([
      {
        url,
        headers: { 'X-Shop': 'berlin' },
        body: '{"all":[{"total":50}],"who":"ann@example.com"}',
        key: `${run?.id}:tell:1`,
      },
    ]);
  });

  test('without a body who is where, by ids', async () => {
    const { requests, stores } = await host([{ id: 'tell', type: 'webhook', url }], [ok()]);
    const [run] = await stores.runs.of('ann');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      customerId: 'ann',
      journeyId: 'j',
      runId: run?.id,
      stepId: 'tell',
      visit: '1',
    });
  });

  test('under another key in each round', async () => {
    const { requests } = await host([{ type: 'repeat', times: 2, steps: [tell] }], [ok()]);
    expect(requests.map(({ key }) => key.split(':').slice(1))).toEqual([
      ['tell', '1'],
      ['tell', '2'],
    ]);
  });
});

describe('the answer of a webhook', () => {
  const risky = {
    type: 'branch',
    cases: [{ when: { webhook: 'tell.risk', gte: 0.5 }, steps: [say('risky')] }],
  };

  test('decides a branch', async () => {
    expect((await host([tell, risky, say('on')], [ok({ risk: 0.7 })])).sent()).toEqual([
      '03-01 risky',
      '03-01 on',
    ]);
    expect((await host([tell, risky, say('on')], [ok({ risk: 0.2 })])).sent()).toEqual(['03-01 on']);
  });

  test('goes into the profile, into events and into further webhooks', async () => {
    const level = { ref: 'webhook.tell.score.level' };
    const { stores, requests } = await host(
      [
        tell,
        { type: 'update', set: { level } },
        { type: 'emit', event: 'scored', properties: { level, whole: { ref: 'webhook.tell' } } },
        { ...tell, id: 'again', body: { level } },
      ],
      [ok({ score: { level: 3 } }), ok()],
    );
    expect((await stores.profiles.get('ann'))?.attributes).toMatchObject({ level: 3 });
    expect(await stores.timeline.read('ann', { types: ['scored'] })).toMatchObject([
      { properties: { level: 3, whole: { score: { level: 3 } } } },
    ]);
    expect(requests[1]?.body).toBe('{"level":3}');
  });

  test('stands in templates', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ steps: [tell, say('thanks')] }],
      templates: { 't/thanks': { 'email.en.liquid': 'Subject: Hi\n\nYour code: {{ webhook.tell.code }}\n' } },
      webhooks: { call: async () => ok({ code: 'X7' }) },
    });
    await world.arrives(start);
    await world.settle();
    expect([...world.stores.messages.all()].map(({ content }) => content?.body.trim())).toEqual([
      'Your code: X7',
    ]);
  });

  test('joins an event that is waited for', async () => {
    const wait = {
      type: 'waitFor',
      event: 'paid',
      where: { id: { ref: 'webhook.tell.id' } },
      timeout: 'P5D',
    };
    const world = await host([tell, wait, say('paid')], [ok({ id: 'p-2' })]);
    await world.arrives(on('03-01', 'paid', { id: 'p-1' }));
    await world.settle();
    expect(world.sent()).toEqual([]);
    await world.arrives(on('03-01', 'paid', { id: 'p-2' }));
    await world.settle();
    expect(world.sent()).toEqual(['03-01 paid']);
  });

  test('in a repeat is that of the last round', async () => {
    const { stores } = await host(
      [
        { type: 'repeat', times: 2, steps: [tell] },
        { type: 'update', set: { n: { ref: 'webhook.tell.n' } } },
      ],
      [ok({ n: 1 }), ok({ n: 2 })],
    );
    expect((await stores.profiles.get('ann'))?.attributes).toMatchObject({ n: 2 });
  });

  test('that is no JSON, or nothing, holds nothing for later steps', async () => {
    for (const body of ['', 'thank you']) {
      const world = await host([tell, risky, say('on')], [{ status: 200, body }]);
      expect(world.sent()).toEqual(['03-01 on']);
    }
  });

  test('nested beyond measure is a failure', async () => {
    const { explain } = await host([tell], [{ status: 200, body: '['.repeat(5000) + ']'.repeat(5000) }]);
    expect((await explain()).at(-1)).toBe('answered 200, and the JSON is nested more than 100 levels deep');
  });
});

describe('a webhook that fails', () => {
  const onlyOnce: [string, WebhookAnswer | Error, string][] = [
    ['for a request that is wrong', status(404), 'answered 404'],
    ['for a redirect', status(302), 'answered 302, and redirects are not followed'],
    [
      'for a host that may not be called',
      new RefusedError('"crm.example" is not among the hosts'),
      '"crm.example" is not among the hosts',
    ],
  ];
  test.each(onlyOnce)(
    '%s is not tried again, tells why, and the run goes on',
    async (_sentence, answer, reason) => {
      const failed = {
        type: 'branch',
        cases: [{ when: { webhook: 'tell', exists: false }, steps: [say('sorry')] }],
      };
      const world = await host([tell, failed], [answer], '03-02');
      expect(world.requests).toHaveLength(1);
      expect(await world.explain()).toEqual(['calls crm.example', reason]);
      expect(world.sent()).toEqual(['03-01 sorry']);
      expect(world.counts()).toMatchObject({ completed: 1, failed: 0 });
    },
  );

  test.each([
    ['429', status(429)],
    ['503', status(503)],
    ['no answer', new Error('no answer within 10 s')],
  ])('with %s is tried again, later and later', async (_sentence, answer) => {
    const world = await host([tell, say('on')], [answer, answer, answer, ok()], '03-02');
    expect(world.calledAt).toEqual(['03-01', '03-01 00:00:01', '03-01 00:00:03', '03-01 00:00:07']);
    expect(world.sent()).toEqual(['03-01 00:00:07 on']);
  });

  test('comes again when the host says: after seconds, or at a moment', async () => {
    const world = await host(
      [tell],
      [status(429, '90'), status(503, 'Sun, 01 Mar 2026 06:00:00 GMT'), ok()],
      '03-02',
    );
    expect(world.calledAt).toEqual(['03-01', '03-01 00:01:30', '03-01 06:00']);
    expect(await world.explain()).toContain('answered 429; calls again at 2026-03-01T00:01:30.000Z');
  });

  test('always posts the same, also when the customer has changed meanwhile', async () => {
    const body = { tier: { ref: 'customer.tier' } };
    const world = await host([{ ...tell, body }], [status(429, '3600'), ok()]);
    await world.arrives(on('03-01', 'customer.updated', { tier: 'gold' }));
    await world.goTo('03-02');
    expect(world.requests.map((request) => request.body)).toEqual(['{}', '{}']);
    expect(new Set(world.requests.map(({ key }) => key)).size).toBe(1);
  });

  test('gives up after twelve attempts, some twenty minutes later', async () => {
    const world = await host([tell, say('on')], [status(500)], '03-02');
    expect(world.requests).toHaveLength(12);
    expect((await world.explain()).at(-1)).toBe('gave up after 12 attempts: answered 500');
    expect(world.sent()).toEqual(['03-01 00:18:31 on']);
  });

  test('gives up at once where the host asks for more than a day', async () => {
    const world = await host([tell], [status(503, '90000')], '03-05');
    expect(world.requests).toHaveLength(1);
    expect((await world.explain()).at(-1)).toBe(
      'gave up: answered 503, and asked to be called again only at 2026-03-02T01:00:00.000Z',
    );
  });

  test('stops at twelve attempts also where the host asks again and again', async () => {
    const world = await host([tell], [status(429, '1')], '03-02');
    expect(world.requests).toHaveLength(12);
  });
});

test('a run that an event ends meanwhile calls no more', async () => {
  const requests: WebhookRequest[] = [];
  const world = await live({
    from: '03-01',
    journeys: [{ exit: [{ event: 'stop' }], steps: [tell, say('on')] }],
    webhooks: {
      async call(request) {
        requests.push(request);
        return status(503);
      },
    },
  });
  await world.arrives(start);
  await world.settle();
  await world.arrives(on('03-01', 'stop'));
  await world.goTo('03-02');
  expect(requests).toHaveLength(1);
  expect(world.counts()).toMatchObject({ exited: 1 });
});

test('an answer that was kept is not asked for again when the job comes twice', async () => {
  const bodies: string[] = [];
  const webhooks = {
    async call(request: WebhookRequest) {
      bodies.push(request.body);
      return ok({ n: bodies.length });
    },
  };
  const world = await live({ from: '03-01', journeys: [{ steps: [tell, say('on')] }], webhooks });
  const { succeed } = world.ports.runner;
  // The answer is kept, and then the token cannot be answered: as in a crash between the two.
  world.ports.runner.succeed = async (token, output) => {
    world.ports.runner.succeed = succeed;
    throw new Error(`crashed before ${token} got ${JSON.stringify(output)}`);
  };
  await world.arrives(start);
  await world.goTo('03-02');
  expect(bodies).toHaveLength(1);
  expect(world.sent()).toEqual(['03-01 00:00:01 on']);
});

test('in a replay nothing is called, and the run goes on', async () => {
  const { sent, explain } = await season({ journeys: [{ steps: [tell, say('on')] }], events: [start] });
  expect(sent()).toEqual(['03-01 on']);
  expect((await explain()).filter(({ stepId }) => stepId === 'tell').map(({ reason }) => reason)).toEqual([
    'calls crm.example',
    'not called: nothing leaves this machine',
  ]);
});
