// What a channel's template looks like: the line at its head, and whether its body is HTML.

import type { ChannelName } from '../channels/index.ts';

export type TemplateForm = {
  /** The head that the file begins with, before a blank line; undefined where the whole file is the body. */
  head: 'Subject' | 'Title' | undefined;
  /** Whether what variables print into the body is escaped as HTML. */
  html: boolean;
};

export const forms: { [channel in ChannelName]: TemplateForm } = {
  email: { head: 'Subject', html: true },
  sms: { head: undefined, html: false },
  push: { head: 'Title', html: false },
  inbox: { head: 'Title', html: false },
};
