// Time along the ways through a journey. A run that has lasted `t` when it comes to a step has lasted at most
// max(t + shift, floor) after it: waits add to the time, and deadlines that count from entry set it.

/** In milliseconds since entry; -Infinity where no way leads. */
export type Span = { shift: number; floor: number };

/** The latest at which a run goes on behind some steps, and the latest at which it still is among them. */
export type Ways = { through: Span; peak: Span };

export const noWay: Span = { shift: -Infinity, floor: -Infinity };
export const noTime: Span = { shift: 0, floor: -Infinity };

export function oneAfterOther(first: Span, second: Span): Span {
  return {
    shift: first.shift + second.shift,
    floor: Math.max(first.floor + second.shift, second.floor),
  };
}

export function longer(a: Span, b: Span): Span {
  return { shift: Math.max(a.shift, b.shift), floor: Math.max(a.floor, b.floor) };
}

/** The same way `times` times over; the floor is reached in the first round, and each further one adds its shift. */
export function repeated(span: Span, times: number): Span {
  if (times === 0) return noTime;
  return { shift: times * span.shift, floor: span.floor + (times - 1) * span.shift };
}

/** How long a run can have lasted that began with nothing. */
export function lastsFromEntry(span: Span): number {
  return Math.max(span.shift, span.floor);
}
