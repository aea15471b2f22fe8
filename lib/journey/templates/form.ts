// What a channel's template looks like: the lines at its head, and whether its body is HTML.

import type { ChannelName } from '../channels/index.ts';

export type TemplateForm = {
  /** The head that the file begins with, before a blank line; undefined where the whole file is the body. */
  head: 'Subject' | 'Title' | undefined;
  /** Whether a line "Preview: …" may be there too: what mail programs show beside the subject. */
  preview: boolean;
  /** Whether what variables print into the body is escaped as HTML. */
  html: boolean;
};

export const forms: { [channel in ChannelName]: TemplateForm } = {
  email: { head: 'Subject', preview: true, html: true },
  sms: { head: undefined, preview: false, html: false },
  push: { head: 'Title', preview: false, html: false },
  inbox: { head: 'Title', preview: false, html: false },
};
