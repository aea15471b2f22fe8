// What a customer may ask for of what is kept of them, over HTTP: GET an export, DELETE everything, and GET how far that
// has come.

import type { Context } from 'hono';
import * as z from 'zod';
import type { Erasure } from '../../../lib/customer/erasure.ts';
import { EventInputSchema } from '../../../lib/customer/event.ts';
import { formatInstant } from '../../../lib/customer/time.ts';
import type { Ports } from '../../../lib/ports.ts';
import { requestErasure } from '../../customers/erase.ts';
import { type CustomerExport, exportCustomer } from '../../customers/export.ts';
import type { AppParts } from '../app.ts';
import { HttpProblem } from '../http-problem.ts';
import { ownProblem, type Route } from '../route.ts';

/** What whoever serves customers, or people on their behalf, may ask of personal data. */
export type PersonalDataDesk = {
  /** Undefined if nothing is kept of the customer. */
  export(customerId: string): Promise<CustomerExport | undefined>;
  /** Resolves once nothing new is kept and nothing is sent any more; the rest is removed soon after. */
  erase(customerId: string): Promise<Erasure>;
  /** The last erasure; undefined if there was none. */
  erasure(customerId: string): Promise<Erasure | undefined>;
};

/** `committed` resolves once what was written before is durable. */
export function personalDataDesk(
  ports: Pick<Ports, 'personalData' | 'clock' | 'queues'>,
  committed = async () => {},
): PersonalDataDesk {
  return {
    export: (customerId) => exportCustomer(ports, customerId),
    async erase(customerId) {
      const erasure = await requestErasure(ports, customerId);
      await committed();
      return erasure;
    },
    erasure: (customerId) => ports.personalData.erasure(customerId),
  };
}

const RecordsSchema = z
  .record(z.string(), z.array(z.looseObject({})))
  .describe('All that is kept, by kind. Moments are milliseconds since 1970.');

const ExportSchema = z
  .strictObject({ customerId: z.string(), exportedAt: z.iso.datetime(), records: RecordsSchema })
  .meta({ id: 'CustomerExport' });

export const ErasureSchema = z
  .strictObject({
    at: z.iso.datetime().describe('When it was asked for.'),
    removed: z.record(z.string(), z.int().min(0)).describe('How many records of each kind were removed.'),
    removedAt: z.iso.datetime().nullable().describe('When all that there was had been removed.'),
    finishedAt: z.iso.datetime().nullable().describe('When it was certain that nothing more can follow.'),
    dropped: z.int().min(0).describe('How many events came later, and were dropped.'),
  })
  .meta({ id: 'Erasure' });

type Parts = Pick<AppParts, 'personalData'>;

export function personalDataRoutes(parts: Parts): Route[] {
  const unknown = { meaning: 'Nothing is known of such a customer.', schema: ownProblem.schema };
  return [
    {
      method: 'GET',
      path: '/v1/customers/:customer/export',
      summary: 'Everything that is kept of a customer',
      isWrite: false,
      needsKey: true,
      answers: { 200: { meaning: 'It is this.', schema: ExportSchema }, 404: unknown },
      problem: ownProblem,
      handle: (c) => answerExport(c, parts),
    },
    {
      method: 'DELETE',
      path: '/v1/customers/:customer',
      summary: 'Erases a customer: nothing is sent any more, and everything is removed but a tombstone',
      isWrite: false,
      needsKey: true,
      answers: {
        202: {
          meaning: 'Nothing is kept any more, and nothing sent; what was kept is being removed.',
          schema: ErasureSchema,
        },
      },
      problem: ownProblem,
      handle: async (c) => {
        const customerId = customerOf(c);
        return c.json(told(await desk(parts).erase(customerId)), 202);
      },
    },
    {
      method: 'GET',
      path: '/v1/customers/:customer/erasure',
      summary: 'How far the erasure of a customer has come',
      isWrite: false,
      needsKey: true,
      answers: {
        200: { meaning: 'It has come this far.', schema: ErasureSchema },
        404: { meaning: 'The customer was not erased.', schema: ownProblem.schema },
      },
      problem: ownProblem,
      handle: (c) => answerErasure(c, parts),
    },
  ];
}

async function answerExport(c: Context, parts: Parts): Promise<Response> {
  const customerId = customerOf(c);
  const exported = await desk(parts).export(customerId);
  if (!exported) throw new HttpProblem(404, `nothing is known of a customer "${customerId}"`);
  return c.json(exported);
}

async function answerErasure(c: Context, parts: Parts): Promise<Response> {
  const customerId = customerOf(c);
  const erasure = await desk(parts).erasure(customerId);
  if (!erasure) throw new HttpProblem(404, `customer "${customerId}" was not erased`);
  return c.json(told(erasure));
}

function desk({ personalData }: Parts): PersonalDataDesk {
  if (personalData) return personalData;
  throw new HttpProblem(404, 'personal data is not served here; another function of this API has it');
}

/** The customer's id in the path. Throws a 400 for one that no event could have. */
export function customerOf(c: Context): string {
  const parsed = EventInputSchema.shape.customerId.safeParse(c.req.param('customer'));
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, 'the id of a customer has 1 to 256 characters');
}

function told({ at, removed, removedAt, finishedAt, dropped }: Erasure): z.infer<typeof ErasureSchema> {
  const written = (moment: number | null) => (moment === null ? null : formatInstant(moment));
  return {
    at: formatInstant(at),
    removed,
    removedAt: written(removedAt),
    finishedAt: written(finishedAt),
    dropped,
  };
}
