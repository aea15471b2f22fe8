// GET /o/:token, the pixel of an e-mail, and GET /c/:token, which leads on to where a link leads. What they tell becomes
// events; whatever happens to those, the reader gets the picture and the page.

import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import * as z from 'zod';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { feedbackType } from '../../lib/journey/deliverability/feedback.ts';
import { machineReason } from '../../lib/journey/deliverability/machine.ts';
import type { LinkTokens } from '../../lib/journey/links/links.ts';
import type { LinkClaims } from '../../lib/journey/links/signed-link.ts';
import { isWebAddress } from '../../lib/journey/links/web-address.ts';
import type { AppParts } from './app.ts';
import { HttpProblem } from './http-problem.ts';
import { ownProblem, type Route } from './route.ts';

type TrackParts = Pick<AppParts, 'intake' | 'clock'> & { links: Pick<LinkTokens, 'read'> };

type Tracked = Extract<LinkClaims, { t: 'o' | 'c' }>;

/** One pixel that nobody sees. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const headers = {
  'Cache-Control': 'no-store, private',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Clicks on one link within this time (ms) are one. */
const ONE_CLICK = 60_000;

export function trackRoutes(parts: TrackParts): Route[] {
  const note = createNote(parts);
  const claimsOf = async (c: Context, kind: Tracked['t']) => {
    const claims = await parts.links.read(c.req.param('token') ?? '');
    if (claims?.t === kind) return claims as Tracked;
    throw new HttpProblem(404, 'this link is not valid, or no longer');
  };
  return [
    {
      method: 'GET',
      path: '/o/:token',
      summary: 'The pixel by which a marketing e-mail tells that it was opened',
      isWrite: false,
      answers: {
        200: { meaning: 'A picture.', schema: z.string() },
        404: { meaning: 'No such link.', schema: ownProblem.schema },
      },
      problem: ownProblem,
      async handle(c) {
        await note(c, await claimsOf(c, 'o'));
        return c.body(GIF, 200, { ...headers, 'Content-Type': 'image/gif' });
      },
    },
    {
      method: 'GET',
      path: '/c/:token',
      summary: 'Leads on to where a link of a marketing e-mail leads, and nowhere else',
      isWrite: false,
      answers: {
        302: { meaning: 'There it is.', schema: z.string() },
        404: { meaning: 'No such link.', schema: ownProblem.schema },
      },
      problem: ownProblem,
      async handle(c) {
        const claims = await claimsOf(c, 'c');
        // The address is the one that was signed; a request can bring no other.
        if (claims.t !== 'c' || !isWebAddress(claims.to))
          throw new HttpProblem(404, 'this link leads nowhere');
        await note(c, claims);
        return c.body(null, 302, { ...headers, Location: new URL(claims.to).href });
      },
    },
  ];
}

/** So many visits are remembered, so that a page that is loaded again and again is no flood of events. */
const MOST_REMEMBERED = 10_000;

function createNote({ intake, clock }: TrackParts) {
  const told = new Set<string>();
  return async (c: Context, claims: Tracked): Promise<void> => {
    // Whoever asks for the head alone changes nothing.
    if (c.req.method === 'HEAD') return;
    const event = eventOf(claims, c, clock.now());
    if (!event || told.has(event.id)) return;
    if (told.size >= MOST_REMEMBERED) told.clear();
    told.add(event.id);
    // A reader is not made to wait, nor sent away, because others send too much.
    if (!(await intake.accept([event]))) told.delete(event.id);
  };
}

function eventOf(claims: Tracked, c: Context, at: number): CustomerEvent | undefined {
  if (!claims.m) return undefined;
  const [run, step, visit] = claims.m;
  const kind = claims.t === 'c' ? 'clicked' : 'opened';
  const userAgent = c.req.header('User-Agent');
  const machine = machineReason({ kind, userAgent, at, sentAt: claims.at * 1000 });
  const properties: JsonObject = {
    channel: 'email',
    run,
    step,
    visit,
    source: 'milepost',
    ...(claims.t === 'c' && { url: claims.to }),
    ...(machine !== undefined && { machine: true, machineReason: machine }),
  };
  const id = idOf(claims, machine !== undefined, at);
  return { id, type: feedbackType(kind), customerId: claims.c, at, properties, depth: 0 };
}

/** A message is opened once, by a person and by a machine; a link is clicked at most once a minute. */
function idOf({ t, c: _, ...claims }: Tracked, byMachine: boolean, at: number): string {
  const when = t === 'c' ? String(Math.floor(at / ONE_CLICK)) : '';
  const hash = createHash('sha256').update(JSON.stringify([claims.m, 'to' in claims ? claims.to : '']));
  return `${t === 'c' ? 'click' : 'open'}:${hash.digest('hex').slice(0, 32)}:${byMachine ? 'machine' : 'person'}:${when}`;
}
