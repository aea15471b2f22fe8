// Moments and messages as the differences of a scenario tell them.

/** Where the reader lives, and the year that goes without saying. */
export type Place = { zone: string; year: number };

export function placeOf(zone: string, start: number): Place {
  return { zone, year: Number(partsOf(start, zone).year) };
}

/** "5 March at 10:00"; with the year if it is another, and with seconds if there are any. */
export function dayAndTime(at: number, { zone, year }: Place): string {
  return `${dayOf(at, { zone, year })} at ${timeOf(at, zone)}`;
}

export function dayOf(at: number, { zone, year }: Place): string {
  const parts = partsOf(at, zone);
  return `${parts.day} ${parts.month}${Number(parts.year) === year ? '' : ` ${parts.year}`}`;
}

export function timeOf(at: number, zone: string): string {
  const { hour, minute, second } = partsOf(at, zone);
  const millis = at % 1000 === 0 ? '' : `.${String(at % 1000).padStart(3, '0')}`;
  return `${hour}:${minute}${second === '00' && millis === '' ? '' : `:${second}${millis}`}`;
}

/** A value as a sentence has it. */
export function valueInWords(value: unknown): string {
  return value === undefined || value === null ? 'none' : JSON.stringify(value);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: number, zone: string): Record<string, string> {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
}
