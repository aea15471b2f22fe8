// What channels and topics are called on the pages.

import { isTopic } from '../../../lib/customer/topics.ts';
import { channels, isChannelName } from '../../../lib/journey/channels/index.ts';
import type { Texts } from './texts-en.ts';

/** A channel without a name in this language has the one that sentences use. */
export function channelText(texts: Texts, channel: string): string {
  return texts.channels[channel] ?? (isChannelName(channel) ? channels[channel].label : channel);
}

/** The channel as it stands in a sentence. */
export function byChannel(texts: Texts, channel: string): string {
  return texts.by[channel] ?? `(${channelText(texts, channel)})`;
}

export function topicText(texts: Texts, topic: string): string {
  return isTopic(topic) ? texts.topics[topic].name : topic;
}
