// What was sent to customers' inboxes, until they have read it and longer.

/** A message as its reader sees it; `id` is run, step and visit, as one text. */
export type InboxMessage = {
  id: string;
  /** When it was sent (ms). */
  at: number;
  locale: string;
  title: string;
  body: string;
  /** When it was read (ms); null until then. */
  readAt: number | null;
};

export type Inboxes = {
  /** Puts a message into a customer's inbox. The same id again changes nothing. */
  put(customerId: string, message: Omit<InboxMessage, 'readAt'>): Promise<void>;
  /** The newest, at most so many, the newest first. */
  of(customerId: string, atMost: number): Promise<InboxMessage[]>;
  /** Notes when a message was first read. False if there is no such message. */
  markRead(customerId: string, id: string, at: number): Promise<boolean>;
};
