// What SES tells of mails, in the words of its documentation, and what is made of it.

import { describe, expect, test } from 'vitest';
import { type TaggedMessage, taggedMessage, tagsOf } from '../../../lib/aws/feedback/message-tags.ts';
import { feedbackOfSes, sesDetailTypes } from '../../../lib/aws/feedback/ses-events.ts';

const hello: TaggedMessage = {
  customerId: 'ada',
  run: 'welcome-01c0c094f46a6c5dad1c74a9b0507888',
  step: 'greeting',
  visit: '',
  purpose: 'marketing',
};

function tagsAsTold(message: TaggedMessage): Record<string, string[]> {
  const tags = (tagsOf(message) ?? []).map(({ Name, Value }) => [Name, [Value]] as const);
  return { 'ses:configuration-set': ['milepost-prod'], ...Object.fromEntries(tags) };
}

const mail = {
  timestamp: '2026-03-02T12:00:00.012Z',
  source: 'Shop <hello@shop.example>',
  sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/hello@shop.example',
  sendingAccountId: '123456789012',
  messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
  destination: ['ada@example.com'],
  headersTruncated: false,
  headers: [{ name: 'From', value: 'Shop <hello@shop.example>' }],
  commonHeaders: { subject: 'Welcome' },
  tags: tagsAsTold(hello),
};

/** An envelope of EventBridge. */
function told(detailType: string, detail: object, ofMail: object = mail) {
  return {
    version: '0',
    id: '12a18625-3fdb-44c1-9f29-7f5c3f4d6a4b',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    time: '2026-03-02T12:00:05Z',
    region: 'eu-west-1',
    resources: ['arn:aws:ses:eu-west-1:123456789012:configuration-set/milepost-prod'],
    detail: { mail: ofMail, ...detail },
  };
}

function eventOf(detailType: string, detail: object) {
  const feedback = feedbackOfSes(told(detailType, detail));
  if ('ignored' in feedback) throw new Error(feedback.ignored);
  return feedback.event;
}

const of = {
  channel: 'email',
  run: hello.run,
  step: 'greeting',
  visit: '',
  purpose: 'marketing',
  source: 'ses',
};

const delivery = {
  timestamp: '2026-03-02T12:00:02.000Z',
  processingTimeMillis: 546,
  recipients: ['ada@example.com'],
  smtpResponse: '250 ok',
  reportingMTA: 'mta.example.com',
};

const bounce = {
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [
    {
      emailAddress: 'ada@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    },
  ],
  timestamp: '2026-03-02T12:00:02.669Z',
  feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
  reportingMTA: 'dsn; mta.example.com',
};

const click = {
  ipAddress: '192.0.2.1',
  link: 'https://shop.example/shoes',
  linkTags: null,
  timestamp: '2026-03-02T12:10:00.000Z',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};

describe('SES tells', () => {
  test('that a mail was delivered', () => {
    expect(eventOf('Email Delivered', { eventType: 'Delivery', delivery })).toEqual({
      id: `ses:${mail.messageId}:delivered:${Date.parse(delivery.timestamp)}`,
      type: 'message.delivered',
      customerId: 'ada',
      at: Date.parse(delivery.timestamp),
      properties: { ...of, address: 'ada@example.com' },
      depth: 0,
    });
  });

  test('that there is no such mailbox: a hard bounce, with what the other server said', () => {
    const event = eventOf('Email Bounced', { eventType: 'Bounce', bounce });
    expect(event).toMatchObject({ type: 'message.bounced', customerId: 'ada' });
    expect(event.properties).toEqual({
      ...of,
      address: 'ada@example.com',
      bounceType: 'hard',
      reason: 'smtp; 550 5.1.1 user unknown',
    });
  });

  test.each(['Transient', 'Undetermined'])('a bounce that is %s is a soft one', (bounceType) => {
    const event = eventOf('Email Bounced', {
      bounce: { ...bounce, bounceType, bounceSubType: 'MailboxFull', bouncedRecipients: [] },
    });
    expect(event.properties).toMatchObject({
      bounceType: 'soft',
      reason: `${bounceType}, MailboxFull`,
      address: 'ada@example.com',
    });
  });

  test('that somebody complained', () => {
    const complaint = {
      complainedRecipients: [{ emailAddress: 'ada@example.com' }],
      timestamp: '2026-03-02T12:30:00.000Z',
      feedbackId: '01000157c44f053b',
      userAgent: 'Yahoo-Mail-Feedback/2.0',
      complaintFeedbackType: 'abuse',
      arrivalDate: '2026-03-02T12:29:00.000Z',
    };
    const event = eventOf('Email Complaint Received', { eventType: 'Complaint', complaint });
    expect(event).toMatchObject({ type: 'message.complained', at: Date.parse(complaint.timestamp) });
    expect(event.properties).toMatchObject({ reason: 'abuse', address: 'ada@example.com' });
  });

  test('that it refused a mail, or that one is late', () => {
    expect(
      eventOf('Email Rejected', { eventType: 'Reject', reject: { reason: 'Bad content' } }),
    ).toMatchObject({
      type: 'message.rejected',
      at: Date.parse(mail.timestamp),
      properties: { reason: 'Bad content' },
    });
    const deliveryDelay = {
      timestamp: '2026-03-02T13:00:00.000Z',
      delayType: 'MailboxFull',
      expirationTime: '2026-03-03T12:00:00.000Z',
      delayedRecipients: [{ emailAddress: 'ada@example.com', status: '4.2.2', diagnosticCode: 'smtp; 452' }],
    };
    expect(eventOf('Email Delivery Delayed', { eventType: 'DeliveryDelay', deliveryDelay })).toMatchObject({
      type: 'message.delayed',
      properties: { reason: 'MailboxFull' },
    });
  });

  test('that a person opened it, or that a program fetched its pictures', () => {
    const open = {
      ipAddress: '192.0.2.1',
      timestamp: '2026-03-02T12:10:00.000Z',
      userAgent: click.userAgent,
    };
    expect(eventOf('Email Opened', { eventType: 'Open', open })).toMatchObject({
      type: 'message.opened',
      properties: of,
    });
    const ahead = { ...open, userAgent: 'Mozilla/5.0' };
    expect(eventOf('Email Opened', { eventType: 'Open', open: ahead }).properties).toMatchObject({
      machine: true,
      machineReason: 'Apple Mail Privacy Protection fetched it ahead',
    });
  });

  test('where somebody clicked; two links at once are two clicks', () => {
    const first = eventOf('Email Clicked', { eventType: 'Click', click });
    const other = eventOf('Email Clicked', { click: { ...click, link: 'https://shop.example/hats' } });
    expect(first.properties).toMatchObject({ url: 'https://shop.example/shoes' });
    expect(first.properties).not.toHaveProperty('machine');
    expect(other.id).not.toBe(first.id);
  });

  test('the same twice: it is the same event', () => {
    const [first, second] = [told('Email Delivered', { delivery }), told('Email Delivered', { delivery })];
    expect(feedbackOfSes({ ...first, id: 'another' })).toEqual(feedbackOfSes(second));
  });

  test('of what is none of ours, and that is no failure', () => {
    expect(feedbackOfSes(told('Email Sent', { send: {} }))).toEqual({
      ignored: '"Email Sent" is no feedback that is made into an event',
    });
    const foreign = { ...mail, tags: { 'ses:configuration-set': ['milepost-prod'] } };
    expect(feedbackOfSes(told('Email Delivered', { delivery }, foreign))).toEqual({
      ignored: `mail ${mail.messageId} bears no tags of Milepost`,
    });
  });

  test('something that its documentation does not know: that fails, and is looked at', () => {
    expect(() => feedbackOfSes(told('Email Bounced', { bounce: { bounceType: 'Permanent' } }))).toThrow(
      'timestamp',
    );
  });

  test('all of what the rule lets through is understood', () => {
    expect(sesDetailTypes).toHaveLength(7);
  });
});

describe('the tags of a mail', () => {
  test('hold what SES takes, and tell the message again', () => {
    for (const message of [hello, { ...hello, customerId: '客户#1 "ä"', visit: '1.3' }]) {
      for (const { Name, Value } of tagsOf(message) ?? []) {
        expect(Name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      }
      expect(taggedMessage(tagsAsTold(message))).toEqual(message);
    }
  });

  test('are as many as long ids need', () => {
    const long = { ...hello, customerId: '客'.repeat(256), step: 's'.repeat(200) };
    expect(tagsOf(long)?.length).toBeGreaterThan(1);
    expect(tagsOf(long)?.length).toBeLessThanOrEqual(40);
    expect(taggedMessage(tagsAsTold(long))).toEqual(long);
  });

  test('that others set are none', () => {
    expect(taggedMessage({})).toBeUndefined();
    expect(taggedMessage({ milepost: ['newsletter'] })).toBeUndefined();
  });
});
