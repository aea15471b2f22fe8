// What is known of customers: their timelines and profiles.

import type { ConsentRecord } from '../customer/consent-record.ts';
import type { CustomerEvent, Position, TimelineEvent } from '../customer/event.ts';
import type { Profile } from '../customer/profile.ts';

/** What is said about consent by whatever changes a profile; undefined where nothing is. It is asked with the profile before. */
export type EvidenceOf = (profile: Profile) => ConsentRecord | undefined;

export type Recorded = {
  event: TimelineEvent;
  /** Whether it had been recorded before: a second delivery. */
  again: boolean;
  /** Whether it is the first event of the customer; false for a second delivery. */
  isFirst: boolean;
  /** Whether everything that follows from the event was done already. */
  done: boolean;
  /** The profile after the event. */
  profile: Profile;
};

/** The events of each customer, in order of time and then of arrival. */
export type Timeline = {
  /**
   * Records an event and changes the profile in one transaction. An event of the same customer and id that was
   * recorded before is returned as it was then, and changes nothing. `change` is called again where somebody else
   * changed the profile meanwhile; what it said last counts. What the event says about consent is kept in the same
   * transaction.
   */
  record(
    event: CustomerEvent,
    change: (profile: Profile) => Profile,
    evidence?: EvidenceOf,
  ): Promise<Recorded>;
  /** Marks a recorded event as done. */
  markDone(event: TimelineEvent): Promise<void>;
  /** A customer's recorded event; undefined if there is none of that id. */
  get(customerId: string, eventId: string): Promise<TimelineEvent | undefined>;
  /** A customer's events of these types, in order, from `after` (exclusive) on; `upTo` (inclusive) bounds them. */
  read(
    customerId: string,
    query: { types: Iterable<string>; after?: Position; upTo?: Position },
  ): Promise<TimelineEvent[]>;
};

export type Profiles = {
  get(customerId: string): Promise<Profile | undefined>;
  /**
   * Changes the profile (an empty one, for a new customer) once per key; a repeated key changes nothing. Returns the
   * profile after it. `change` returns a new profile, or the same object to leave it as it is; it may be called again.
   * What it says about consent is kept in the same transaction.
   */
  change(
    customerId: string,
    key: string,
    change: (profile: Profile) => Profile,
    evidence?: EvidenceOf,
  ): Promise<Profile>;
  /**
   * Some of all profiles, at most so many: "" begins, and `next` is where the following page does, null after the last.
   * Whoever is known from the first page to the last comes once; whoever becomes known meanwhile, once or not at all.
   */
  page(cursor: string, atMost: number): Promise<{ profiles: Profile[]; next: string | null }>;
};
