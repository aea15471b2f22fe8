// What a customer's choices on the preference page change: from the form and the profile to what they said. Pure.

import type { JsonObject } from '../../../lib/customer/json.ts';
import { frequencyOf, isFrequency, isPersonalised } from '../../../lib/customer/preferences.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { topics } from '../../../lib/customer/topics.ts';
import type { Channel } from '../../../lib/journey/channels/channel.ts';
import {
  type ChannelName,
  channelNames,
  channels,
  isChannelName,
} from '../../../lib/journey/channels/index.ts';
import type { Form } from './form.ts';
import { channelText, topicText } from './names.ts';
import type { Statement } from './tell.ts';
import type { Texts } from './texts-en.ts';

/** The channels that a customer can choose among: those that reach them. One that is everybody's, once they were asked. */
export function channelsOf(profile: Profile): ChannelName[] {
  return channelNames.filter((name) => {
    const { address, isEverybodys }: Channel = channels[name];
    return address(profile) !== undefined && (!isEverybodys || profile.consent[name] !== undefined);
  });
}

/** Only what was on the page when it was filled in is withdrawn by being left out: the fields `shown`. */
export function chosen(profile: Profile, form: Form, texts: Texts): Statement[] {
  const shown = new Set(form.all('shown'));
  const said = texts.preferences;
  const ticked = new Set([...form.all('channel'), ...form.all('topic')]);
  const change = (key: 'channel' | 'topic', name: string, isGiven: boolean, text: string): Statement[] => {
    if (!shown.has(name) || ticked.has(name) === isGiven) return [];
    const type = isGiven ? 'customer.unsubscribed' : 'customer.subscribed';
    return [{ type, properties: { [key]: name, source: 'preference-page', purpose: 'marketing', text } }];
  };
  return [
    ...channelsOf(profile).flatMap((name) =>
      change('channel', name, profile.consent[name] === true, `${said.channels} ${channelText(texts, name)}`),
    ),
    ...topics.flatMap((name) =>
      change('topic', name, profile.consent[name] !== false, `${said.topics} ${topicText(texts, name)}`),
    ),
    ...attributes(attributeChanges(profile, form)),
  ];
}

/** Attributes of the profile, where any are to be changed. */
export function attributes(changed: JsonObject): Statement[] {
  if (Object.keys(changed).length === 0) return [];
  return [{ type: 'customer.updated', properties: { attributes: changed } }];
}

function attributeChanges(profile: Profile, form: Form): JsonObject {
  const changed: JsonObject = {};
  const preferred = form.get('preferred');
  if (preferred !== undefined) {
    const channel = isChannelName(preferred) ? preferred : null;
    if (channel !== (profile.attributes.preferredChannel ?? null)) changed.preferredChannel = channel;
  }
  const frequency = form.get('frequency');
  if (isFrequency(frequency) && frequency !== frequencyOf(profile)) changed.messageFrequency = frequency;
  const personalised = form.has('personalised');
  if (form.all('shown').includes('personalised') && personalised !== isPersonalised(profile)) {
    changed.personalised = personalised;
  }
  return changed;
}
