// How the words of a message are made to tell that it was opened and clicked. On AWS, SES does it.

import type { Links } from '../../lib/journey/links/links.ts';
import { trackableLinks, trackedHtml } from '../../lib/journey/links/track-links.ts';
import type { Track } from './trackable.ts';

/** For e-mail alone: a text message has no pixel, and no room for long links. */
export function createTrack(links: Pick<Links, 'to'>): Track {
  return async (content, { channel, customerId: c, runId, stepId, visit, at: sentAt }) => {
    if (channel !== 'email') return content;
    const m: [string, string, string] = [runId, stepId, visit];
    const at = Math.floor(sentAt / 1000);
    const pixel = await links.to({ t: 'o', c, m, at });
    const replacements = new Map<string, string>();
    for (const to of trackableLinks(content.body, isOwnLink(pixel))) {
      replacements.set(to, await links.to({ t: 'c', c, m, to, at }));
    }
    return { ...content, body: trackedHtml(content.body, replacements, pixel) };
  };
}

/** Links to unsubscribe and to preferences lead straight there: they lie where the pixel does, under one letter. */
function isOwnLink(pixel: string): (url: string) => boolean {
  const base = pixel.slice(0, pixel.lastIndexOf('/o/'));
  return (url) => url.startsWith(`${base}/`) && /^\/[a-z]\/[^/]+$/.test(url.slice(base.length));
}
