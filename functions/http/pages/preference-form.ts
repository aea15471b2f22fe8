// The form of the preference page, as the customer's choices stand.

import { html } from 'hono/html';
import { frequencies, frequencyOf, isPersonalised } from '../../../lib/customer/preferences.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { topics } from '../../../lib/customer/topics.ts';
import { channelsOf } from './choices.ts';
import { channelText } from './names.ts';
import type { Html } from './page.ts';
import type { Texts } from './texts-en.ts';

export function preferenceForm(profile: Profile, texts: Texts): Html {
  const said = texts.preferences;
  return html`<form method="post">
${channelChoices(profile, texts)}
<fieldset>
<legend>${said.topics}</legend>
${topics.map((name) => {
  const { name: text, hint } = texts.topics[name];
  return [shown(name), box('topic', name, profile.consent[name] !== false, text, hint)];
})}
</fieldset>
<fieldset>
<legend>${said.frequency}</legend>
${frequencies.map((name) => radio('frequency', name, frequencyOf(profile) === name, said.frequencies[name]))}
</fieldset>
<fieldset>
<legend>${said.personal}</legend>
${shown('personalised')}
${box('personalised', 'yes', isPersonalised(profile), said.personalised, said.personalisedHint)}
</fieldset>
<div class="actions"><button class="main" name="action" value="save">${said.save}</button></div>
</form>`;
}

function channelChoices(profile: Profile, texts: Texts): Html {
  const said = texts.preferences;
  const names = channelsOf(profile);
  const { preferredChannel } = profile.attributes;
  if (names.length === 0) return html`<p>${said.noChannels}</p>`;
  return html`<fieldset>
<legend>${said.channels}</legend>
${names.map((name) => [
  shown(name),
  box('channel', name, profile.consent[name] === true, channelText(texts, name)),
])}
</fieldset>
${
  names.length > 1
    ? html`<fieldset>
<legend>${said.preferred}</legend>
${names.map((name) => radio('preferred', name, preferredChannel === name, channelText(texts, name)))}
${radio('preferred', '', !names.some((name) => name === preferredChannel), said.noPreference)}
</fieldset>`
    : ''
}`;
}

/** Says that a box was on the page: a box that is not ticked is not sent. */
function shown(name: string): Html {
  return html`<input type="hidden" name="shown" value="${name}">`;
}

function box(field: string, value: string, isTicked: boolean, text: string, hint = ''): Html {
  return choice('checkbox', field, value, isTicked, text, hint);
}

function radio(field: string, value: string, isTicked: boolean, text: string): Html {
  return choice('radio', field, value, isTicked, text, '');
}

function choice(
  type: string,
  field: string,
  value: string,
  isTicked: boolean,
  text: string,
  hint: string,
): Html {
  return html`<label class="choice"><input type="${type}" name="${field}" value="${value}"${isTicked ? html` checked` : ''}>
<span>${text}${hint === '' ? '' : html`<span class="hint">${hint}</span>`}</span></label>`;
}
