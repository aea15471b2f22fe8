// What a customer agrees to, for people: a table of what counts now, and the history with the words that were shown.

import { EVERYTHING } from '../../lib/customer/consent.ts';
import type { ConsentRecord, CurrentConsent } from '../../lib/customer/consent-record.ts';
import { localMoment } from '../../lib/embedded/report/local-moment.ts';
import { table } from './table.ts';

export function consentTable(current: readonly CurrentConsent[], zone: string): string {
  const rows = current.map((one) => [
    keyInWords(one.key),
    one.given ? 'given' : 'withdrawn',
    one.at === undefined ? 'unknown' : localMoment(one.at, zone),
    one.source ?? `(${one.saidBy})`,
    one.purpose ?? '',
  ]);
  return table(['for', 'consent', 'when', 'how', 'purpose'], rows);
}

export function toldHistory(history: readonly ConsentRecord[], zone: string): string {
  return history.flatMap((record) => linesOf(record, zone)).join('\n');
}

function linesOf({ id, saidBy, keptAt, statements }: ConsentRecord, zone: string): string[] {
  const head = `  ${localMoment(keptAt, zone)}  ${saidBy}, kept as ${id}`;
  const said = statements.flatMap(({ key, given, at, source, purpose, text }) => {
    const how = [
      at !== undefined && at !== keptAt && `said ${localMoment(at, zone)}`,
      source && `by ${source}`,
      purpose && `for ${purpose}`,
    ].filter((part) => typeof part === 'string' && part !== '');
    const line = `    ${keyInWords(key)} ${given ? 'given' : 'withdrawn'}${how.map((part) => `, ${part}`).join('')}`;
    return [line, ...(text ?? '').split('\n').flatMap((words) => (words ? [`      “${words}”`] : []))];
  });
  return [head, ...said];
}

function keyInWords(key: string): string {
  return key === EVERYTHING ? 'everything' : key;
}
