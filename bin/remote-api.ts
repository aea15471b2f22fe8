// Asks a server over its HTTP API, wherever it runs.

import * as z from 'zod';
import { UsersMistake } from './users-mistake.ts';

/** The body of the answer; undefined for 404. */
export type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

/** Throws `UsersMistake` where MILEPOST_WRITE_KEY is missing or wrong, or nothing answers. */
export function remoteApi(url: string): Ask {
  const key = process.env.MILEPOST_WRITE_KEY;
  if (!key) throw new UsersMistake("--url needs the server's key: set MILEPOST_WRITE_KEY");
  return async (method, path, body) => {
    const response = await reach(url, path, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return undefined;
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const told = z.looseObject({ error: z.string() }).safeParse(answer);
    throw new UsersMistake(`${url} answers ${response.status}: ${told.data?.error ?? 'without a reason'}`);
  };
}

async function reach(url: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, url), request);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw new UsersMistake(
      `${url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}
