// What was read or written a moment ago, kept beside the database so that it need not be read and parsed again. A file
// has one writer, so what that writer remembers is what the file holds.

export class Recent<Value> {
  readonly #capacity: number;
  readonly #weigh: (value: Value) => number;
  #weight = 0;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** Remembers entries until they weigh so much together; at most twice as much is held. */
  constructor(capacity: number, weigh: (value: Value) => number = () => 1) {
    this.#capacity = capacity;
    this.#weigh = weigh;
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** Remembers a value, which nobody else may change. One that has grown is weighed anew if it is deleted before. */
  set(key: string, value: Value): void {
    if (this.#capacity === 0) return;
    if (this.#young.has(key)) {
      this.#young.set(key, value);
      return;
    }
    // Whole generations are let go: to find the one entry that was not used for longest would cost at each use.
    if (this.#weight >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#weight += this.#weigh(value);
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#weight = 0;
  }
}
