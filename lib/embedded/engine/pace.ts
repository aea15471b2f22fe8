// The pace of each channel's queue: a token bucket, so that no more messages a second begin than a provider takes. A job
// that is not begun yet has no claim, so that waiting costs nothing and a crash loses nothing.

/** Messages a second, by queue. A queue that has none goes as fast as it can. */
export type Rates = { readonly [queue: string]: number | undefined };

export type Pace = {
  /** From when on (ms) the next job of a queue may begin. */
  freeAt(queue: string, now: number): number;
  /** Notes that a job begins. */
  begin(queue: string, now: number): void;
};

/** A bucket holds what a second brings, one token at least: so much may go at once after a quiet while. */
type Bucket = { rate: number; holds: number; tokens: number; at: number };

export function createPace(rates: Rates): Pace {
  const buckets = new Map<string, Bucket>();
  for (const [queue, rate] of Object.entries(rates)) {
    if (rate === undefined) continue;
    const holds = Math.max(1, rate);
    buckets.set(queue, { rate, holds, tokens: holds, at: -Infinity });
  }
  const tokensAt = ({ rate, holds, tokens, at }: Bucket, now: number) =>
    Math.min(holds, tokens + (Math.max(0, now - at) / 1000) * rate);

  return {
    freeAt(queue, now) {
      const bucket = buckets.get(queue);
      if (!bucket) return now;
      const lacking = 1 - tokensAt(bucket, now);
      return lacking <= 0 ? now : now + Math.ceil((lacking / bucket.rate) * 1000);
    },
    begin(queue, now) {
      const bucket = buckets.get(queue);
      if (!bucket) return;
      bucket.tokens = tokensAt(bucket, now) - 1;
      bucket.at = now;
    },
  };
}
