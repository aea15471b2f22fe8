// An event as the bus of AWS hands it over: in an envelope. Milepost's own events are taken as they are; what a shop puts
// on the bus itself has to pass the door, as over HTTP.

import * as z from 'zod';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { type DeclaredTypes, parseEvent } from '../../lib/customer/ingest.ts';
import { QueuedEventSchema } from '../handle-events.ts';

const EnvelopeSchema = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  time: z.string(),
  detail: z.record(z.string(), z.json()),
});

/** `own` is the source of Milepost's own events. */
export function busEventSchema(own: string, declared: DeclaredTypes): z.ZodType<CustomerEvent> {
  return EnvelopeSchema.transform((envelope, context) => {
    const { id, source, 'detail-type': type, time, detail } = envelope;
    if (source === own) {
      const parsed = QueuedEventSchema.safeParse(detail);
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: z.prettifyError(parsed.error) });
      return z.NEVER;
    }
    // What the shop leaves out, the envelope has; so the same envelope, delivered twice, is the same event.
    const parsed = parseEvent({ type, id, at: time, ...detail }, {}, declared);
    if ('event' in parsed) return parsed.event;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });
}
