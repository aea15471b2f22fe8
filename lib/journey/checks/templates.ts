// Each message's template is there, and has a text for each channel that the message may go out by.

import { type ChannelName, channelNames } from '../channels/index.ts';
import { channelsOf } from '../templates/bundle.ts';
import type { Check } from './check.ts';
import { suggest } from './suggest.ts';

export const templates: Check = function* ({ steps, context }) {
  const names = [...context.templates.keys()];
  for (const { step, path } of steps) {
    if (step.type !== 'message' || context.unreadable?.has(step.template)) continue;
    const here = [...path, 'template'];
    const bundle = context.templates.get(step.template);
    if (!bundle) {
      const near = suggest(step.template, names);
      const message = `there is no template "${step.template}": no folder templates/${step.template}`;
      yield { path: here, message, ...(near === undefined ? {} : { didYouMean: near }) };
      continue;
    }
    const written = channelsOf(bundle);
    const wanted: readonly ChannelName[] =
      step.channel === 'preferred' ? channelNames : [step.channel].flat();
    for (const channel of wanted) {
      if (written.has(channel)) continue;
      if (step.channel !== 'preferred') {
        const message = `"${step.template}" has no text for ${channel}; add ${channel}.en.liquid, or take ${channel} off`;
        yield { path: here, message };
      } else {
        const message = `"${step.template}" has no text for ${channel}, so those who prefer ${channel} cannot get it`;
        yield { path: here, message, severity: 'warning' };
      }
    }
  }
};
