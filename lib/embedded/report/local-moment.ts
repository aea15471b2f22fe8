// Moments as people tell them: in the time of the place where the customer lives.

const formatters = new Map<string, Intl.DateTimeFormat>();

/** "Sun 2026-03-15 16:33", in an IANA zone. */
export function localMoment(at: number, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

/** A sentence in which each instant is told in local time, and the zone itself no more. */
export function withLocalMoments(text: string, zone: string): string {
  return text
    .replaceAll(INSTANT, (instant) => localMoment(Date.parse(instant), zone))
    .replaceAll(` (${zone})`, '');
}
