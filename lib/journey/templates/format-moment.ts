// Liquid's `date` filter prints through this: strftime in any zone, whatever the zone of the machine. (The library's own
// reads the machine's local time, is an hour off where that skips one, and costs about 300 µs a date.)

type Directive = (local: Date, place: Place) => string | number;

/** `at` is the moment in milliseconds, `offset` what the zone adds to UTC then, in minutes. */
type Place = { at: number; offset: number; zone: string; locale: string };

const PADDED = new Map<string, { width: number; fill: string }>([
  ...['d', 'm', 'H', 'I', 'M', 'S', 'y', 'C'].map((name) => [name, { width: 2, fill: '0' }] as const),
  ...['e', 'k', 'l'].map((name) => [name, { width: 2, fill: ' ' }] as const),
  ['j', { width: 3, fill: '0' }],
  ['L', { width: 3, fill: '0' }],
]);

const directives: { [name: string]: Directive } = {
  Y: (local) => local.getUTCFullYear(),
  C: (local) => Math.floor(local.getUTCFullYear() / 100),
  y: (local) => local.getUTCFullYear() % 100,
  m: (local) => local.getUTCMonth() + 1,
  B: (local, { locale }) => nameOf(local, locale, 'month', 'long'),
  b: (local, { locale }) => nameOf(local, locale, 'month', 'short'),
  h: (local, { locale }) => nameOf(local, locale, 'month', 'short'),
  A: (local, { locale }) => nameOf(local, locale, 'weekday', 'long'),
  a: (local, { locale }) => nameOf(local, locale, 'weekday', 'short'),
  d: (local) => local.getUTCDate(),
  e: (local) => local.getUTCDate(),
  j: (local) => Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
  u: (local) => local.getUTCDay() || 7,
  w: (local) => local.getUTCDay(),
  H: (local) => local.getUTCHours(),
  k: (local) => local.getUTCHours(),
  I: (local) => local.getUTCHours() % 12 || 12,
  l: (local) => local.getUTCHours() % 12 || 12,
  M: (local) => local.getUTCMinutes(),
  S: (local) => local.getUTCSeconds(),
  L: (local) => local.getUTCMilliseconds(),
  p: (local) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: (local) => (local.getUTCHours() < 12 ? 'am' : 'pm'),
  s: (_, { at }) => Math.floor(at / 1000),
  z: (_, { offset }) => offsetText(offset, ''),
  ':z': (_, { offset }) => offsetText(offset, ':'),
  Z: (_, { zone }) => zone,
  F: (local) => local.toISOString().slice(0, 10),
  T: (local) => local.toISOString().slice(11, 19),
  R: (local) => local.toISOString().slice(11, 16),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** Every directive with its flags: `-` no padding, `_` spaces, `0` zeros, `^` and `#` capitals. */
const DIRECTIVE = /%([-_0^#]*)(:z|[A-Za-z%])/g;

/** A moment written as `format` says (strftime); a directive that does not exist stands as it is. */
export function formatMoment(format: string, place: Place): string {
  const local = new Date(place.at + place.offset * 60_000);
  return format.replace(DIRECTIVE, (written: string, flags: string, name: string) => {
    const directive = Object.hasOwn(directives, name) ? directives[name] : undefined;
    return directive ? pad(String(directive(local, place)), name, flags) : written;
  });
}

function pad(text: string, name: string, flags: string): string {
  if (flags.includes('^') || flags.includes('#')) return text.toUpperCase();
  const padding = PADDED.get(name);
  if (!padding || flags.includes('-')) return text;
  const fill = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : padding.fill;
  return text.padStart(padding.width, fill);
}

function offsetText(offset: number, between: string): string {
  const minutes = Math.abs(offset);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}${between}${two(minutes % 60)}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The name of a month or weekday; making a formatter is slow, so they are kept. */
function nameOf(local: Date, locale: string, part: 'month' | 'weekday', length: 'long' | 'short'): string {
  const key = `${locale} ${part} ${length}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { [part]: length, timeZone: 'UTC' });
    formatters.set(key, formatter);
  }
  return formatter.format(local);
}
