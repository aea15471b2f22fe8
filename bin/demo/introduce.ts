// Who a customer is, in a sentence.

import type { Customer } from '../../lib/customer/profile.ts';
import { channelNames } from '../../lib/journey/channels/index.ts';

/** "Olivia Taylor (c0042): lives by Europe/London, reads en, agreed to email and sms". */
export function introduce({ id, attributes = {}, timezone, locale, consent = {} }: Customer): string {
  const { firstName, lastName } = attributes;
  const isChinese = locale?.startsWith('zh') ?? false;
  const names = (isChinese ? [lastName, firstName] : [firstName, lastName]).filter(
    (name) => typeof name === 'string',
  );
  const agreed = channelNames.filter((channel) => consent[channel] === true);
  const facts = [
    timezone === undefined ? 'time zone unknown' : `lives by ${timezone}`,
    locale === undefined ? 'language unknown' : `reads ${locale}`,
    agreed.length === 0 ? 'agreed to no messages' : `agreed to ${new Intl.ListFormat('en').format(agreed)}`,
  ];
  return `${names.join(isChinese ? '' : ' ') || 'Somebody'} (${id}): ${facts.join(', ')}`;
}
