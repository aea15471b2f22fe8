// Which jobs wait in one queue, by number: first those that are visible, in order, then those that will be.

type Waiting = { id: number; visibleAt: number };

export class Backlog {
  #visible: Waiting[] = [];
  #taken = 0;
  readonly #delayed: Waiting[] = [];

  /** Adds a job that becomes visible at a moment (ms). Jobs that are visible at once come in the order in which they are added. */
  add(id: number, visibleAt: number, now: number): void {
    if (visibleAt <= now) {
      this.#visible.push({ id, visibleAt });
      return;
    }
    const place = this.#delayed.findLastIndex((other) => other.visibleAt <= visibleAt) + 1;
    this.#delayed.splice(place, 0, { id, visibleAt });
  }

  /** The number of the next visible job; undefined if there is none. */
  peek(now: number): number | undefined {
    return this.#head(now)?.id;
  }

  #head(now: number): Waiting | undefined {
    while (this.#delayed[0] && this.#delayed[0].visibleAt <= now) {
      const due = this.#delayed.shift();
      if (due) this.#visible.push(due);
    }
    return this.#visible[this.#taken];
  }

  /** Takes the job that `peek` showed. */
  take(): void {
    this.#taken += 1;
    // What was taken is let go once it is most of the list, so that taking stays cheap and memory bounded.
    if (this.#taken > 1000 && this.#taken * 2 > this.#visible.length) {
      this.#visible = this.#visible.slice(this.#taken);
      this.#taken = 0;
    }
  }

  /** How many jobs wait, visible or not. */
  get length(): number {
    return this.#visible.length - this.#taken + this.#delayed.length;
  }

  /** When the next job became or becomes visible (ms); undefined if none waits. */
  nextVisibleAt(now: number): number | undefined {
    return (this.#head(now) ?? this.#delayed[0])?.visibleAt;
  }
}
