// What is to be looked at again at a moment, without anybody scanning for it: triggers of the clock, and segments whose
// members change with time alone.

/** `id` is that of the journey or segment; `customerId` is "" where it concerns everyone. */
export type DueSubject = { kind: 'trigger' | 'segment'; id: string; customerId: string };

/** `at` in ms; `rule` is what the moment was reckoned by, so that whoever planned it can tell when that has changed. */
export type DueItem = DueSubject & { at: number; rule: string };

export type DueIndex = {
  /** Plans a moment for a subject, in the place of the one that was planned. */
  plan(item: DueItem): Promise<void>;
  /** What is planned for a subject; undefined if nothing is. */
  planned(subject: DueSubject): Promise<DueItem | undefined>;
  /** Takes out what is planned for a subject. */
  drop(subject: DueSubject): Promise<void>;
  /** What is due at or before `now`: at most so many items, in order of time, then kind, id and customer. */
  due(now: number, atMost: number): Promise<DueItem[]>;
  /** Takes an item out, unless another moment or rule was planned for its subject meanwhile. */
  settle(item: DueItem): Promise<void>;
};
