import { describe, expect, it } from 'vitest';
import { type MessageFacts, messageContext } from '../../../lib/journey/templates/message-context.ts';

const order = {
  id: 'e1',
  type: 'order.placed',
  customerId: 'c1',
  at: Date.parse('2026-03-01T10:00:00Z'),
  properties: { orderId: 'o-1', total: 20 },
  depth: 0,
};

const facts: MessageFacts = {
  profile: { id: 'c1', attributes: { firstName: 'Ana', id: 'her own' }, consent: {}, changedAt: {} },
  derived: { nextTier: 'gold', ordersToNextTier: 3 },
  trigger: order,
  journey: { id: 'sprint', name: { en: 'Sprint', zh: '冲刺' } },
  visit: '2',
  now: Date.parse('2026-03-02T10:00:00Z'),
};

describe('a template sees', () => {
  it('the customer’s attributes at the top, the derived ones with them, and the customer’s own fields before all', () => {
    expect(messageContext(facts).customer).toEqual({
      id: 'c1',
      firstName: 'Ana',
      nextTier: 'gold',
      ordersToNextTier: 3,
      personalised: true,
      timezone: 'UTC',
      attributes: {
        firstName: 'Ana',
        id: 'her own',
        nextTier: 'gold',
        ordersToNextTier: 3,
        personalised: true,
      },
    });
  });

  it('that messages may be made to the customer’s measure, until the customer objects', () => {
    const attributes = { ...facts.profile.attributes, personalised: false };
    const objecting = { ...facts, profile: { ...facts.profile, attributes } };
    expect(messageContext(facts).customer).toMatchObject({ personalised: true });
    expect(messageContext(objecting).customer).toMatchObject({ personalised: false });
  });

  it('the journey’s zone for a customer whose own is unknown or none', () => {
    const journey = { id: 'sprint', timezone: 'Europe/Vienna' };
    const lost = { ...facts.profile, timezone: 'Mars/Base' };
    expect(messageContext({ ...facts, journey }).customer).toMatchObject({ timezone: 'Europe/Vienna' });
    expect(messageContext({ ...facts, journey, profile: lost }).customer).toMatchObject({
      timezone: 'Europe/Vienna',
    });
  });

  it('the event that started the run, and the one that was matched last, if any was', () => {
    const started = {
      id: 'e1',
      type: 'order.placed',
      at: '2026-03-01T10:00:00.000Z',
      orderId: 'o-1',
      total: 20,
    };
    expect(messageContext(facts)).toMatchObject({ trigger: started });
    expect(messageContext(facts)).not.toHaveProperty('event');
    expect(messageContext({ ...facts, event: { ...order, id: 'e2' } })).toMatchObject({
      event: { ...started, id: 'e2' },
    });
  });

  it('the journey in the customer’s language, the visit as a number, and now', () => {
    expect(messageContext(facts)).toMatchObject({
      journey: { id: 'sprint', name: 'Sprint' },
      visit: 2,
      now: '2026-03-02T10:00:00.000Z',
    });
    const chinese = { ...facts.profile, locale: 'zh-CN' };
    expect(messageContext({ ...facts, profile: chinese }).journey).toEqual({ id: 'sprint', name: '冲刺' });
    expect(messageContext({ ...facts, visit: '2.10', journey: { id: 'x' } })).toMatchObject({
      journey: { id: 'x', name: 'x' },
      visit: '2.10',
    });
  });

  it('the links of the message, and the company in the customer’s language', () => {
    const links = { unsubscribe: 'https://shop.example/u/1', preferences: 'https://shop.example/p/1' };
    const company = { name: { en: 'The Shop', zh: '小店' }, address: '1 Harbour Road' };
    const chinese = { ...facts.profile, locale: 'zh-CN' };
    expect(messageContext({ ...facts, links, company, profile: chinese })).toMatchObject({
      links,
      company: { name: '小店', address: '1 Harbour Road' },
    });
    expect(messageContext({ ...facts, company })).toMatchObject({ company: { name: 'The Shop' } });
    expect(messageContext(facts)).not.toHaveProperty('links');
  });
});
