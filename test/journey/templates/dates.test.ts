import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../lib/journey/templates/render.ts';
import { aBundle } from './a-bundle.ts';

const context = {
  customer: { timezone: 'Asia/Shanghai', birthday: '1990-02-03' },
  trigger: { at: '2026-12-31T20:05:09.042Z', placed: 1798747509 },
  now: '2026-03-29T00:59:59.000Z',
};

function print(source: string, over: object = {}, locale = 'en'): string {
  const bundle = aBundle({ [`sms.${locale}.liquid`]: source });
  return renderMessage(bundle, 'sms', locale, { ...context, ...over }).body;
}

describe('a date in a message', () => {
  it('is the customer’s: new year comes to Shanghai first', () => {
    expect(print('{{ trigger.at | date: "%-d %B %Y, %H:%M" }}')).toBe('1 January 2027, 04:05');
    expect(print('{{ trigger.at | date: "%-d %B", "America/New_York" }}')).toBe('31 December');
    expect(print('{{ trigger.at | date: "%H:%M" }}', { customer: {} })).toBe('20:05');
  });

  it('speaks the language of the template', () => {
    expect(print('{{ trigger.at | date: "%Y年%-m月%-d日 %A" }}', {}, 'zh')).toBe('2027年1月1日 星期五');
    expect(print('{{ trigger.at | date: "%A, %-d. %B" }}', {}, 'de')).toBe('Freitag, 1. Januar');
  });

  it('is a birthday on the same day everywhere', () => {
    const customer = { timezone: 'America/Los_Angeles', birthday: '1990-02-03' };
    expect(print('{{ customer.birthday | date: "%-d %b" }}', { customer })).toBe('3 Feb');
  });

  it('may be counted on in seconds', () => {
    expect(print('{{ trigger.at | date: "%s" | plus: 86400 | date: "%F %T" }}')).toBe('2027-01-02 04:05:09');
    expect(print('{{ trigger.placed | date: "%F" }}')).toBe('2027-01-01');
  });

  it('knows "now" as the moment of the run, not of the machine', () => {
    expect(print('{{ "now" | date: "%F %R" }} {{ now | date: "%R" }}')).toBe('2026-03-29 08:59 08:59');
  });

  it('follows the clocks of the zone', () => {
    const inVienna = { customer: { timezone: 'Europe/Vienna' } };
    expect(print('{{ now | date: "%R %z" }}', inVienna)).toBe('01:59 +0100');
    expect(print('{{ now | date: "%s" | plus: 1 | date: "%R %:z %Z" }}', inVienna)).toBe(
      '03:00 +02:00 Europe/Vienna',
    );
  });

  it('is padded as the format says', () => {
    expect(print('{{ trigger.at | date: "%d|%e|%-d|%j|%I %p|%-l %P|%L|%y|%^b|%%|%Q" }}')).toBe(
      '01| 1|1|001|04 AM|4 am|042|27|JAN|%|%Q',
    );
  });

  it('stands as it was written if it is none', () => {
    expect(print('{{ "soon" | date: "%F" }}{{ customer.none | date: "%F" }}')).toBe('soon');
    expect(print('{{ trigger.at | date }}')).toBe('2027-01-01 04:05');
  });

  it('says so when the zone is none', () => {
    expect(() => print('{{ now | date: "%F", "Mars/Base" }}')).toThrow('"Mars/Base" is no time zone');
  });
});
