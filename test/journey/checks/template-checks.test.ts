import { describe, expect, test } from 'vitest';
import { message, order, sayOf, sayOfSteps } from './say.ts';

/** A template for e-mail with this in its body. */
const texts = (body: string) => ({
  templates: new Map([
    ['welcome/greeting', { name: 'welcome/greeting', files: { 'email.en': `Subject: Hi\n\n${body}` } }],
  ]),
});

describe('templates', () => {
  test('a missing one is told, with the nearest that is there', () => {
    expect(sayOfSteps({ ...message, template: 'welcome/greting' })).toEqual([
      'steps[0].template: there is no template "welcome/greting": no folder templates/welcome/greting (did you mean "welcome/greeting"?)',
    ]);
  });

  test('one that is there but flawed is not called missing as well', () => {
    const steps = [{ ...message, template: 'welcome/flawed' }];
    expect(sayOf({ steps }, { unreadable: new Set(['welcome/flawed']) })).toEqual([]);
  });

  test('each channel of a list needs a text', () => {
    expect(sayOfSteps({ ...message, channel: ['email', 'sms'] })).toEqual([
      'steps[0].template: "welcome/greeting" has no text for sms; add sms.en.liquid, or take sms off',
    ]);
  });

  test('with the preferred channel, a missing text is a warning', () => {
    expect(sayOfSteps({ ...message, channel: 'preferred' })).toEqual([
      'steps[0].template: warning: "welcome/greeting" has no text for sms, so those who prefer sms cannot get it',
      'steps[0].template: warning: "welcome/greeting" has no text for push, so those who prefer push cannot get it',
      'steps[0].template: warning: "welcome/greeting" has no text for inbox, so those who prefer inbox cannot get it',
    ]);
  });

  test('a variable that nothing provides', () => {
    expect(sayOf({ steps: [message] }, texts('Hello {{ custmer.firstName }}'))).toEqual([
      'steps[0].template: welcome/greeting/email.en.liquid:3:10: nothing provides "custmer.firstName"; templates see customer, trigger, event, webhook, journey, visit, now, links, company; did you mean "customer"?',
    ]);
  });

  test('a link to confirm, where nobody asked for consent', () => {
    expect(sayOf({ steps: [message] }, texts('{{ links.confirm }} {{ links.unsubscribe }}'))).toEqual([
      'steps[0].template: welcome/greeting/email.en.liquid:3:4: only a journey that "consent.requested" starts has "links.confirm": there is nothing to confirm',
    ]);
    const asked = { trigger: { type: 'event', event: 'consent.requested' }, steps: [message] };
    expect(sayOf(asked, texts('{{ links.confirm }}'))).toEqual([]);
  });

  test('a property that the starting event does not have', () => {
    expect(sayOf({ steps: [message] }, texts('Order {{ trigger.orderID }}'))).toEqual([
      'steps[0].template: welcome/greeting/email.en.liquid:3:10: "trigger" has no "orderID"; it has id, type, at, orderId, total, items, gift; did you mean "orderId"?',
    ]);
  });

  test('an event, where no step waits for one', () => {
    expect(sayOf({ steps: [message] }, texts('Order {{ event.orderId }}'))).toEqual([
      'steps[0].template: welcome/greeting/email.en.liquid:3:10: nothing provides "event.orderId": no step of this journey waits for an event',
    ]);
  });

  test('a property of the events that steps wait for is fine, of another it is not', () => {
    const steps = [{ ...order, event: 'order.returned' }, message];
    expect(sayOf({ steps }, texts('{{ event.orderId }}'))).toEqual([]);
    expect(sayOf({ steps }, texts('{{ event.total }}'))).toEqual([
      'steps[1].template: welcome/greeting/email.en.liquid:3:4: "event" has no "total"; it has id, type, at, orderId',
    ]);
  });

  test('of an event that is not declared nothing is checked', () => {
    const undeclared = {
      trigger: { type: 'event', event: 'party' },
      steps: [{ ...order, event: 'dance' }, message],
    };
    expect(sayOf(undeclared, texts('{{ trigger.what }} {{ event.ever }}'))).toEqual([]);
  });
});
