// Work on all customers in the background, a page at a time: how far it has come.

/** `version` is what it is about, so that whatever supersedes it can be told apart. */
export type Pass = {
  name: string;
  version: string;
  /** How many customers it has been through. */
  handled: number;
  startedAt: number;
  finishedAt: number | null;
};

export type Passes = {
  get(name: string): Promise<Pass | undefined>;
  save(pass: Pass): Promise<void>;
  drop(name: string): Promise<void>;
  /** All that are known, by name. */
  all(): Promise<Pass[]>;
};
