// The days that the due index is read by. Reading begins at the floor: before that day nothing is planned, nor ever will
// be, since what is planned late goes into the day on which it is planned.

import type { Clock } from '../../ports.ts';
import { integer } from './item.ts';
import type { Table } from './open-table.ts';

const DAY = 86_400_000;

/** Days that the floor stays behind, for clocks that differ and writes that take their time. */
const MARGIN = 1;

const floorKey = { pk: 'due', sk: 'floor' };

/** Days since the epoch, by UTC. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY);
}

/** The day into which a moment is planned. */
export function dayToPlan(at: number, now: number): number {
  return Math.max(dayOf(at), dayOf(now));
}

export function createFloor(table: Table, { now }: Clock) {
  let isLaid = false;

  /** Undefined where nothing was ever planned. */
  async function read(): Promise<number | undefined> {
    const item = await table.get(floorKey);
    return item && integer(item, 'day');
  }

  return {
    read,

    /** Before the first item is planned there is a floor beneath it. Each process looks once. */
    async lay(): Promise<void> {
      if (isLaid) return;
      const day = await read();
      if (day === undefined) {
        await table.write({ put: { ...floorKey, day: dayOf(now()) - MARGIN }, if: 'absent' });
      }
      isLaid = true;
    },

    /** Nothing is planned before `empty` any more, as was seen on `today`. Whoever raised it meanwhile saw the same. */
    async raise(from: number, empty: number, today: number): Promise<void> {
      const day = Math.min(empty, today - MARGIN);
      if (day > from) await table.write({ set: { day }, of: floorKey, if: { day: from } });
    },
  };
}
