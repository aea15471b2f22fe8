// The desk of a server elsewhere, over its HTTP API.

import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { ErasureSchema, type PersonalDataDesk } from '../functions/http/customers/personal-data.ts';
import { remoteApi } from './remote-api.ts';
import { UsersMistake } from './users-mistake.ts';

const ExportSchema = z.object({
  customerId: z.string(),
  exportedAt: z.string(),
  records: z.record(z.string(), z.array(z.json())),
});

/** How long (ms) between two looks at an erasure that is under way, and how many looks. */
const BETWEEN = 500;
const LOOKS = 120;

/** Throws `UsersMistake` where MILEPOST_WRITE_KEY is missing or wrong, or nothing answers. */
export function remoteDesk(url: string): PersonalDataDesk {
  const ask = remoteApi(url);
  const of = (customerId: string) => `/v1/customers/${encodeURIComponent(customerId)}`;
  const erasure = async (customerId: string) => {
    const told = await ask('GET', `${of(customerId)}/erasure`);
    return told === undefined ? undefined : read(ErasureSchema.parse(told));
  };
  return {
    async export(customerId) {
      const told = await ask('GET', `${of(customerId)}/export`);
      return told === undefined ? undefined : ExportSchema.parse(told);
    },
    async erase(customerId) {
      const asked = await ask('DELETE', of(customerId));
      if (asked === undefined) throw new UsersMistake(`${url} erases no customers; is it a Milepost?`);
      let last = read(ErasureSchema.parse(asked));
      for (let look = 0; look < LOOKS && last.removedAt === null; look += 1) {
        await pause(BETWEEN);
        last = (await erasure(customerId)) ?? last;
      }
      return last;
    },
    erasure,
  };
}

function read({ at, removedAt, finishedAt, ...counts }: z.infer<typeof ErasureSchema>) {
  const moment = (written: string | null) => (written === null ? null : Date.parse(written));
  return { ...counts, at: Date.parse(at), removedAt: moment(removedAt), finishedAt: moment(finishedAt) };
}
