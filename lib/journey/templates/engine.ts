// Liquid, as templates may use it: no files, no clock, no chance, no prototypes, and limits on what one render may take.

import { type FilterImplOptions, filters, Liquid, type LiquidOptions } from 'liquidjs';
import { formatDate } from './date-filter.ts';

const PARSE_LIMIT_CHARACTERS = 256 * 1024;
const MEMORY_LIMIT = 1_000_000;
/** Far above any honest template, so that a slow machine does not decide what a customer gets. */
const RENDER_LIMIT_MS = 5_000;

/** Tags that read other files, and filters that ask the machine's clock, its zone or chance: a replay would differ. */
const WITHHELD_TAGS = ['include', 'render', 'layout', 'block'];
const WITHHELD_FILTERS = [
  'sample',
  'date_to_string',
  'date_to_long_string',
  'date_to_rfc822',
  'date_to_xmlschema',
];

const engines = new Map<string, Liquid>();

/** The engine for bodies in HTML or plain text, with names of months and days in `locale`. Engines are kept. */
export function engineFor(html: boolean, locale: string): Liquid {
  return kept(`${html ? 'html' : 'text'} ${locale}`, () =>
    createEngine(html, locale, html ? { outputEscape: 'escape' } : {}),
  );
}

/**
 * The engine that a validation asks: it throws `LiquidErrors`, with an `UndefinedVariableError` for each variable that is
 * not there and has no default. Conditions may ask for what is not there.
 */
export function strictEngineFor(locale: string): Liquid {
  return kept(`strict ${locale}`, () =>
    createEngine(true, locale, { strictVariables: true, lenientIf: true, catchAllErrors: true }),
  );
}

function kept(key: string, create: () => Liquid): Liquid {
  let engine = engines.get(key);
  if (!engine) {
    engine = create();
    engines.set(key, engine);
  }
  return engine;
}

function createEngine(html: boolean, locale: string, options: LiquidOptions): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    // An empty mapping in place of the file system.
    templates: {},
    dynamicPartials: false,
    ...options,
    parseLimit: PARSE_LIMIT_CHARACTERS,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
  });
  for (const name of WITHHELD_TAGS) delete engine.tags[name];
  for (const name of WITHHELD_FILTERS) engine.unregisterFilter(name);
  engine.registerFilter('date', function (value: unknown, format: unknown, zone: unknown) {
    return formatDate(this.context, locale, value, format, zone);
  });
  // Output is escaped already; who writes `| escape` by habit must not get it twice.
  if (html) for (const name of ['escape', 'xml_escape']) engine.registerFilter(name, escapeOnce(name));
  return engine;
}

function escapeOnce(name: string): FilterImplOptions {
  return { raw: true, handler: handlerOf(name) };
}

function handlerOf(name: string) {
  const filter: FilterImplOptions | undefined = Object.entries(filters).find(
    ([known]) => known === name,
  )?.[1];
  if (filter === undefined) throw new Error(`liquidjs has no filter "${name}"`);
  return typeof filter === 'function' ? filter : filter.handler;
}
