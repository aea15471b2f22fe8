// Hop 7: a message's template, in the customer's language, filled in. Synchronous and without side effects.

import { LiquidError } from 'liquidjs';
import type { JsonObject } from '../../customer/json.ts';
import type { ChannelName } from '../channels/index.ts';
import { filesOf, type TemplateBundle } from './bundle.ts';
import type { TemplateFile } from './file-name.ts';
import { forms } from './form.ts';
import { chooseLocale } from './locale.ts';
import { type ParsedFile, type ParsedPart, parsedFile, placeInFile } from './parsed-file.ts';
import { withPreview } from './preheader.ts';
import { TemplateError } from './problem.ts';
import { withSafeLinks } from './safe-links.ts';

/** What a sender sends. An e-mail has a subject and an HTML body, a push a title; `locale` is the template's. */
export type RenderedMessage = {
  locale: string;
  subject?: string;
  title?: string;
  /** What mail programs show beside the subject; it is in the body too, hidden. */
  preview?: string;
  body: string;
};

/**
 * Renders the template that fits the channel and the customer's locale (undefined: English). A variable that is not
 * there prints nothing. Throws `TemplateError` if the bundle has nothing for the channel, or Liquid gives up.
 */
export function renderMessage(
  bundle: TemplateBundle,
  channel: ChannelName,
  locale: string | undefined,
  context: JsonObject,
): RenderedMessage {
  const file = chooseFile(bundle, channel, locale);
  const parsed = parsedOf(bundle, file);
  const text = (part: ParsedPart) => renderPart(bundle.name, file, part, context);
  const { locale: spoken } = file;
  const { head: kind, html } = forms[channel];
  const written = text(parsed.body);
  const head = parsed.head && oneLine(text(parsed.head));
  const preview = parsed.preview && oneLine(text(parsed.preview));
  const safe = parsed.hasOpenLinks ? withSafeLinks(written) : written;
  const body = html ? withPreview(safe, preview ?? '') : written;
  if (head === undefined) return { locale: spoken, body };
  if (kind === 'Title') return { locale: spoken, title: head, body };
  return { locale: spoken, subject: head, ...(preview && { preview }), body };
}

/** A head is one line: no customer's name may begin another header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const parsedByBundle = new WeakMap<TemplateBundle, Map<TemplateFile, ParsedFile>>();

/** By the bundle itself: to look a file up by its content takes longer than to fill it in. */
function parsedOf(bundle: TemplateBundle, file: TemplateFile): ParsedFile {
  let files = parsedByBundle.get(bundle);
  if (!files) {
    files = new Map();
    parsedByBundle.set(bundle, files);
  }
  let parsed = files.get(file);
  if (!parsed) {
    parsed = parsedFile(bundle.name, file, bundle.files[file.key] ?? '');
    files.set(file, parsed);
  }
  return parsed;
}

const filesByBundle = new WeakMap<TemplateBundle, TemplateFile[]>();

function chooseFile(bundle: TemplateBundle, channel: ChannelName, wanted: string | undefined): TemplateFile {
  let all = filesByBundle.get(bundle);
  if (!all) {
    all = filesOf(bundle);
    filesByBundle.set(bundle, all);
  }
  const files = all.filter((file) => file.channel === channel);
  const locales = files.map((file) => file.locale);
  const locale = chooseLocale(locales, wanted);
  const file = files.find((candidate) => candidate.locale === locale);
  if (file) return file;
  const message = `is not there, so nothing can go out by ${channel}; add it, or take ${channel} off the step`;
  throw new TemplateError([{ template: bundle.name, file: `${channel}.en.liquid`, message }]);
}

function renderPart(template: string, file: TemplateFile, part: ParsedPart, context: JsonObject): string {
  try {
    return String(part.engine.renderSync(part.templates, context));
  } catch (error) {
    if (!(error instanceof LiquidError)) throw error;
    const message = `cannot be rendered: ${error.originalError?.message ?? error.message}`;
    throw new TemplateError([{ template, file: file.name, ...placeInFile(part, error), message }]);
  }
}
