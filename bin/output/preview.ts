// A rendered message in the terminal: where it was written, and what its reader sees first.

import type { ChannelName } from '../../lib/journey/channels/index.ts';
import type { RenderedMessage } from '../../lib/journey/templates/render.ts';
import { PUSH_BODY, PUSH_TITLE, widthOf } from '../../lib/journey/templates/validation/lengths.ts';
import { describeSmsLength, smsLength } from '../../lib/journey/templates/validation/sms-length.ts';

export function describeRendered(
  channel: ChannelName,
  rendered: RenderedMessage,
  files: readonly string[],
): string {
  const lines = [
    `${channel} ${rendered.locale}: wrote ${files.join(' and ')}`,
    ...detailsOf(channel, rendered),
  ];
  return lines.join('\n  ');
}

function detailsOf(channel: ChannelName, { subject, preview, title = '', body }: RenderedMessage): string[] {
  switch (channel) {
    case 'email': {
      const size = `${(Buffer.byteLength(body) / 1000).toFixed(1)} kB of HTML`;
      const shown =
        preview === undefined ? 'no preview text; add a line "Preview: …" under the subject' : preview;
      return [`Subject: ${subject}`, `Preview: ${shown}`, size];
    }
    case 'sms':
      return [...body.split('\n'), describeSmsLength(smsLength(body))];
    case 'push': {
      const columns = `${widthOf(title)} of ${PUSH_TITLE} columns of title, ${widthOf(body)} of ${PUSH_BODY} of text`;
      return [`Title: ${title}`, ...body.split('\n'), columns];
    }
    case 'inbox':
      return [`Title: ${title}`, ...body.split('\n')];
  }
}
