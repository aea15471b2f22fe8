// What the clock starts: dates of each customer, and schedules for everyone in the audience.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const birthday = { type: 'date', attribute: 'birthday', every: 'year', at: '10:00' };
const wishes = { trigger: birthday, steps: [say('wishes')] };
const ann = (attributes: object, timezone = 'UTC') => ({
  id: 'ann',
  timezone,
  attributes: { ...attributes },
});

describe('a date', () => {
  test('comes every year, at the time of day where the customer lives', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1990-03-30' }, 'Europe/Berlin')],
      events: [on('03-01', 'visit')],
      until: '2028-01-01',
    });
    // On summer time by then.
    expect(sent()).toEqual(['03-30 08:00 wishes', '2027-03-30 08:00 wishes']);
  });

  test('of 29 February is kept on the 28th in other years', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1996-02-29' })],
      events: [on('01-01', 'visit')],
      until: '2028-12-31',
    });
    expect(sent()).toEqual(['02-28 10:00 wishes', '2027-02-28 10:00 wishes', '2028-02-29 10:00 wishes']);
  });

  test('with an offset, comes so many calendar days before or after', async () => {
    const trigger = { ...birthday, offset: '-P7D' };
    const { sent } = await season({
      journeys: [{ ...wishes, trigger }],
      customers: [ann({ birthday: '1990-01-03' })],
      events: [on('12-01', 'visit')],
      until: '2027-06-01',
    });
    expect(sent()).toEqual(['12-27 10:00 wishes']);
  });

  test('that is meant once comes once, with a day’s warning', async () => {
    const trigger = { type: 'date', attribute: 'renewal', every: 'once', offset: '-P1D', at: '09:00' };
    const { sent } = await season({
      journeys: [{ ...wishes, trigger }],
      customers: [ann({ renewal: '2026-06-15' })],
      events: [on('03-01', 'visit')],
    });
    expect(sent()).toEqual(['06-14 09:00 wishes']);
  });

  test('that has passed before the customer is known does not come', async () => {
    const trigger = { type: 'date', attribute: 'renewal', every: 'once' };
    const { sent } = await season({
      journeys: [{ ...wishes, trigger }],
      customers: [ann({ renewal: '2026-02-28' })],
      events: [on('03-01', 'visit')],
    });
    expect(sent()).toEqual([]);
  });

  test('that changes after it was planned comes on the new day, and not on the old one', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1990-04-01' })],
      events: [on('03-01', 'visit'), on('03-20', 'customer.updated', { birthday: '1990-05-01' })],
      until: '12-31',
    });
    expect(sent()).toEqual(['05-01 10:00 wishes']);
  });

  test('follows the customer into another time zone', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1990-05-01' }, 'Europe/Berlin')],
      events: [on('03-20', 'customer.updated', { timezone: 'Asia/Shanghai' })],
      until: '12-31',
    });
    expect(sent()).toEqual(['05-01 02:00 wishes']);
  });

  test('that a journey writes into the profile is planned, too', async () => {
    const renewing = { id: 'r', steps: [{ type: 'update', set: { renewal: '2026-04-01' } }] };
    const trigger = { type: 'date', attribute: 'renewal', every: 'once', at: '09:00' };
    const { sent } = await season({
      journeys: [renewing, { id: 'j', trigger, steps: [say('renew')] }],
      events: [on('03-01', 'start')],
    });
    expect(sent()).toEqual(['04-01 09:00 renew']);
  });

  test('is told as the reason of the entry', async () => {
    const { explain } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1990-03-30' })],
      events: [on('03-01', 'visit')],
      until: '06-01',
    });
    expect((await explain())[0]).toMatchObject({
      outcome: 'entered',
      reason: 'entered by the date birthday, every year',
    });
  });

  test('that is no date is passed over, and nobody else is', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: 'in spring' }), { ...ann({ birthday: '1990-03-30' }), id: 'ben' }],
      events: [on('03-01', 'visit')],
      until: '06-01',
    });
    expect(sent('ann')).toEqual([]);
    expect(sent('ben')).toEqual(['03-30 10:00 wishes']);
  });

  test('comes no more after the last event of a replay that has no end, or it would never end', async () => {
    const { sent } = await season({
      journeys: [wishes],
      customers: [ann({ birthday: '1990-03-30' })],
      events: [on('03-01', 'visit'), on('04-05', 'visit')],
    });
    expect(sent()).toEqual(['03-30 10:00 wishes']);
  });
});

const weekly = { type: 'schedule', cron: '0 9 * * mon', timezone: 'Europe/Berlin' };
const members = { attribute: 'tier', eq: 'gold' };
const newsletter = { trigger: weekly, audience: members, steps: [say('news')] };

describe('a schedule', () => {
  test('enters everyone in its audience, week after week, by the clocks of its zone', async () => {
    const { sent } = await season({
      journeys: [newsletter],
      customers: [ann({ tier: 'gold' }), { ...ann({ tier: 'silver' }), id: 'ben' }],
      events: [on('03-20', 'visit')],
      until: '03-31',
    });
    expect(sent('ann')).toEqual(['03-23 08:00 news', '03-30 07:00 news']);
    expect(sent('ben')).toEqual([]);
  });

  test('takes who is in the audience at that moment', async () => {
    const bought = { event: 'order.placed', within: 'P7D' };
    const { sent } = await season({
      journeys: [{ ...newsletter, audience: bought }],
      events: [on('03-01', 'order.placed'), on('03-17', 'order.placed')],
      until: '03-31',
    });
    expect(sent()).toEqual(['03-02 08:00 news', '03-23 08:00 news']);
  });

  test('goes through far more customers than it holds at once', async () => {
    const customers = Array.from({ length: 350 }, (_, n) => ({ ...ann({ tier: 'gold' }), id: `c${n}` }));
    const { counts } = await season({
      journeys: [newsletter],
      customers,
      events: [on('03-20', 'visit')],
      until: '03-24',
    });
    expect(counts()).toMatchObject({ entered: 350, completed: 350 });
  });

  test('leaves alone who is not in the audience, without a word in their story', async () => {
    const { explain } = await season({
      journeys: [newsletter],
      customers: [ann({ tier: 'silver' })],
      events: [on('03-20', 'visit')],
      until: '03-31',
    });
    expect(await explain()).toEqual([]);
  });

  test('that was missed while nothing ran counts once: the last time', async () => {
    const { clock, goTo, arrives, sent, ...world } = await live({ journeys: [newsletter], from: '03-01' });
    await arrives(on('03-01', 'customer.registered', { tier: 'gold' }));
    clock.set(Date.parse('2026-03-25T12:00:00Z'));
    await world.redeploy({ journeys: [newsletter] });
    await goTo('03-26');
    expect(sent()).toEqual(['03-25 12:00 news']);
    expect(world.counts()).toMatchObject({ entered: 1 });
    await goTo('03-31');
    expect(sent()).toEqual(['03-25 12:00 news', '03-30 07:00 news']);
  });

  test('whose moment and pages are delivered twice enters nobody twice', async () => {
    const world = await live({ journeys: [newsletter], from: '03-01' });
    await world.arrives(on('03-01', 'customer.registered', { tier: 'gold' }));
    const planned = await world.ports.due.planned({ kind: 'trigger', id: 'j', customerId: '' });
    await world.goTo('03-02 09:00');
    await world.ports.queues.put('due', { ...planned });
    await world.ports.queues.put('due', { ...planned });
    await world.goTo('03-05');
    expect(world.sent()).toEqual(['03-02 08:00 news']);
    await world.goTo('03-10');
    expect(world.sent()).toEqual(['03-02 08:00 news', '03-09 08:00 news']);
  });

  test('that is written anew goes by the new times, and not by the old', async () => {
    const { goTo, arrives, sent, redeploy } = await live({ journeys: [newsletter], from: '03-01' });
    await arrives(on('03-01', 'customer.registered', { tier: 'gold' }));
    await redeploy({ journeys: [{ ...newsletter, trigger: { ...weekly, cron: '0 9 * * fri' } }] });
    await goTo('03-10');
    expect(sent()).toEqual(['03-06 08:00 news']);
  });

  test('that is gone starts nobody', async () => {
    const { goTo, arrives, sent, redeploy } = await live({ journeys: [newsletter], from: '03-01' });
    await arrives(on('03-01', 'customer.registered', { tier: 'gold' }));
    await redeploy({ journeys: [] });
    await goTo('03-10');
    expect(sent()).toEqual([]);
  });

  test('keeps its start and its end', async () => {
    const { sent } = await season({
      journeys: [{ ...newsletter, startsAt: '2026-03-10', endsAt: '2026-03-20' }],
      customers: [ann({ tier: 'gold' })],
      events: [on('03-01', 'visit')],
      until: '04-10',
    });
    expect(sent()).toEqual(['03-16 08:00 news']);
  });
});

test('dates of customers who were known before the journey are planned in the background', async () => {
  const world = await live({ journeys: [], from: '03-01', customers: [] });
  const ids = Array.from({ length: 250 }, (_, n) => `c${n}`);
  for (const id of ids) {
    await world.ports.profiles.change(id, 'import', (profile) => ({
      ...profile,
      consent: { email: true },
      email: `${id}@example.com`,
      attributes: { birthday: '1990-03-30' },
    }));
  }
  await world.redeploy({ journeys: [wishes] });
  await world.goTo('03-31');
  expect(world.counts()).toMatchObject({ entered: 250, completed: 250 });
  expect(await world.ports.passes.get('dates')).toMatchObject({ handled: 250 });
});
