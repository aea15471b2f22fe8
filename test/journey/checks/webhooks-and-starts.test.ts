// What validation says of steps that call other systems and start other journeys.

import { describe, expect, test } from 'vitest';
import { parseHosts } from '../../../lib/journey/webhook-hosts.ts';
import { message, sayOf, sayOfSteps } from './say.ts';

const webhook = { id: 'score', type: 'webhook', url: 'https://crm.example/score' };

describe('a webhook', () => {
  test('that says all it may is right', () => {
    const body = { order: { ref: 'trigger.orderId' }, all: [{ who: { ref: 'customer.id' } }] };
    expect(sayOfSteps({ ...webhook, body, headers: { 'X-Shop': 'berlin' } })).toEqual([]);
  });

  test.each(['http://crm.example', 'https://crm.example/{{ customer.id }}', 'crm.example'])(
    'does not call %s',
    (url) => {
      expect(sayOfSteps({ ...webhook, url })).toEqual([
        `steps[0].url: must be https://…, as it is called (what varies belongs into body), and is "${url}"`,
      ]);
    },
  );

  test('does not call what is no URL, nor with a password', () => {
    expect(sayOfSteps({ ...webhook, url: 'https://a:99999' })).toEqual([
      'steps[0].url: is no URL; write for example https://hooks.example.com/orders',
    ]);
    expect(sayOfSteps({ ...webhook, url: 'https://me:secret@crm.example' })).toEqual([
      'steps[0].url: must hold no user and password: journeys are no place for secrets',
    ]);
  });

  test.each([
    [{ 'Idempotency-Key': 'x' }, 'names a header that Milepost itself sets'],
    [{ host: 'x' }, 'names a header that Milepost itself sets'],
    [{ 'X Shop': 'x' }, 'has a name that is no HTTP header; write for example "X-Shop": "berlin"'],
    [{ 'X-Shop': 'a', 'x-shop': 'b' }, 'names a header twice'],
  ])('does not send the headers %j', (headers, complaint) => {
    expect(sayOfSteps({ ...webhook, headers })).toEqual([`steps[0].headers: ${complaint}`]);
  });

  test('does not break out of its headers', () => {
    expect(sayOfSteps({ ...webhook, headers: { 'X-Shop': 'a\r\nX-Evil: b' } })).toEqual([
      'steps[0].headers.X-Shop: must be in ASCII, on one line, and is "a\r\nX-Evil: b"',
    ]);
  });

  test('to a host that the deployment does not allow is warned of, where that is known', () => {
    expect(sayOf({ steps: [webhook] }, { webhookHosts: ['*.example', 'hooks.example.com'] })).toEqual([]);
    expect(sayOf({ steps: [webhook] }, { webhookHosts: ['hooks.example.com'] })).toEqual([
      'steps[0].url: warning: "crm.example" is no host that webhooks may call here, so this call would fail (allowed: hooks.example.com)',
    ]);
    expect(sayOf({ steps: [webhook] }, { webhookHosts: [] })).toHaveLength(1);
    expect(sayOf({ steps: [webhook] })).toEqual([]);
  });
});

describe('the answer of a webhook', () => {
  const branch = (name: string) => ({
    type: 'branch',
    cases: [{ when: { webhook: name, gte: 1 }, steps: [{ type: 'exit' }] }],
  });
  const emit = (ref: string) => ({ type: 'emit', event: 'e', properties: { a: { ref } } });

  test('may be asked for by the id of the step', () => {
    expect(sayOfSteps(webhook, branch('score.risk'), emit('webhook.score.risk'))).toEqual([]);
  });

  test('of a step that is not there, or is no webhook, is an error', () => {
    expect(
      sayOfSteps({ ...message, id: 'hello' }, webhook, branch('scor.risk'), emit('webhook.hello.risk')),
    ).toEqual([
      'steps[2].cases[0].when.webhook: no webhook of this journey has the id "scor" (allowed: score; did you mean "score"?)',
      'steps[3].properties.a.ref: "hello" is of type message, and not a webhook (allowed: score)',
    ]);
  });

  test('cannot be known before the run', () => {
    const early = 'asks for the answer of a webhook before the run has begun';
    const where = { orderId: { ref: 'webhook.score.order' } };
    expect(
      sayOf({
        steps: [webhook],
        audience: { webhook: 'score.risk', gt: 1 },
        trigger: { type: 'event', event: 'order.placed', where },
      }),
    ).toEqual([`audience.webhook: ${early}`, `trigger.where.orderId.ref: ${early}`]);
  });

  test('in a template is that of a webhook of this journey', () => {
    const bundle = (text: string) => ({
      name: 'welcome/greeting',
      files: { 'email.en': `Subject: Hi\n\n${text}` },
    });
    const said = (text: string) =>
      sayOf({ steps: [webhook, message] }, { templates: new Map([['welcome/greeting', bundle(text)]]) });
    expect(said('{{ webhook.score.code }}')).toEqual([]);
    expect(said('{{ webhook.scores.code }}')).toEqual([
      expect.stringContaining('"webhook" has no "scores"; it has score; did you mean "score"?'),
    ]);
  });
});

describe('a step that starts a journey', () => {
  const journeyIds = new Set(['a', 'win-back']);
  const start = (journey: string) => ({ type: 'start', journey });

  test('names one that is there, where all are known', () => {
    expect(sayOf({ steps: [start('win-back')] }, { journeyIds })).toEqual([]);
    expect(sayOf({ steps: [start('winback')] }, { journeyIds })).toEqual([
      'steps[0].journey: there is no journey "winback" (allowed: a, win-back; did you mean "win-back"?)',
    ]);
    expect(sayOf({ steps: [start('winback')] })).toEqual([]);
  });

  test('is warned of where that is its own', () => {
    expect(sayOf({ steps: [start('a')] }, { journeyIds })).toEqual([
      'steps[0].journey: warning: starts this journey itself again: only once this run has ended, and where re-entry allows it',
    ]);
  });
});

test('no step emits what only Milepost itself says', () => {
  expect(sayOfSteps({ type: 'emit', event: 'milepost.start', properties: { journey: 'a' } })).toEqual([
    'steps[0].event: must not begin with "milepost.", by which Milepost itself speaks, and is "milepost.start"',
  ]);
});

describe('a setting of hosts', () => {
  test('is a list, with commas between', () => {
    expect(parseHosts(' Hooks.Example.com, *.crm.example,,münchen.example., 203.0.113.9 ')).toEqual({
      hosts: ['hooks.example.com', '*.crm.example', 'xn--mnchen-3ya.example', '203.0.113.9'],
      wrong: [],
    });
  });

  test.each([
    'https://a.example',
    'a.example:443',
    'a.example/hooks',
    '*',
    'a.*.example',
    'me@a.example',
    'a b',
  ])('does not take %s', (written) => expect(parseHosts(written)).toEqual({ hosts: [], wrong: [written] }));
});
