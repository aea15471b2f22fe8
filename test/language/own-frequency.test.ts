// How often a customer wants to hear from us, as they chose it themselves on the preference page.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import { type Happening, on } from './moments.ts';
import { season } from './season.ts';

const journeys = ['a', 'b', 'c'].map((id) => ({
  id,
  trigger: { type: 'event', event: id },
  steps: [say(id, { holdBack: id === 'c' ? 'drop' : 'wait' })],
}));
const patient = { patience: 'P60D' };

/** What Ann is sent, if she has chosen so. */
async function gets(
  messageFrequency: string,
  events: Happening[],
  sending: JsonObject | undefined = patient,
) {
  const customers = [{ id: 'ann', attributes: { messageFrequency } }];
  return season({ journeys, customers, events, sending });
}

const aAndB = [on('03-01 10:00', 'a'), on('03-02 10:00', 'b')];

test('who wants one message a week gets the second a week later', async () => {
  expect((await gets('weekly', aAndB)).sent()).toEqual(['03-01 10:00 a', '03-08 10:00 b']);
});

test('who wants one a month gets it thirty days later', async () => {
  expect((await gets('monthly', aAndB)).sent()).toEqual(['03-01 10:00 a', '03-31 10:00 b']);
});

test('who has chosen nothing, or something unknown, gets both', async () => {
  expect((await gets('all', aAndB)).sent()).toEqual(['03-01 10:00 a', '03-02 10:00 b']);
  expect((await gets('hourly', aAndB)).sent()).toEqual(['03-01 10:00 a', '03-02 10:00 b']);
});

test('it holds without a sending.json, too, and a message that does not wait is held with the reason', async () => {
  const { decided } = await gets('weekly', [on('03-01 10:00', 'a'), on('03-02 10:00', 'c')], undefined);
  expect(decided()).toEqual([
    'a email sent: consent',
    'c email held: capped at 1 in P7D, as the customer chose',
  ]);
});

test('a stricter cap for all still holds', async () => {
  const sending = { ...patient, caps: [{ atMost: 1, within: 'P10D' }] };
  expect((await gets('weekly', aAndB, sending)).sent()).toEqual(['03-01 10:00 a', '03-11 10:00 b']);
});

test('transactional messages neither count nor wait', async () => {
  const receipt = {
    id: 'r',
    trigger: { type: 'event', event: 'r' },
    reentry: 'always',
    steps: [say('r', { purpose: 'transactional' })],
  };
  const { sent } = await season({
    journeys: [...journeys, receipt],
    customers: [{ id: 'ann', attributes: { messageFrequency: 'weekly' } }],
    events: [on('03-01 09:00', 'r'), on('03-01 10:00', 'a'), on('03-01 11:00', 'r'), on('03-02 10:00', 'b')],
    sending: patient,
  });
  expect(sent()).toEqual(['03-01 09:00 r', '03-01 10:00 a', '03-01 11:00 r', '03-08 10:00 b']);
});
