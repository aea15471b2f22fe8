// A mail server that takes its time at each command, tells which it is at, and keeps a journal of what it was given.

import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** How far a mail has come: its sender is named, its recipient too, its content is here, it has been answered. */
export type Phase = 'mail' | 'rcpt' | 'received' | 'answered';

/** How long (ms) the server takes over each command. */
const SLOWNESS = 15;

/** How long (ms) to wait for a mail that should come. */
const PATIENCE = 15_000;

export class SlowMailServer {
  /** The Message-ID of every mail whose content arrived, in order; one that came twice stands there twice. */
  readonly journal: string[] = [];
  readonly #told = new EventEmitter<Record<Phase, []>>();
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: (_address, _session, done) => this.#takeTime('mail', done),
    onRcptTo: (_address, _session, done) => this.#takeTime('rcpt', done),
    onData: (stream, _session, done) => {
      const take = (content: string) => {
        this.journal.push(messageIdIn(content));
        this.#takeTime('received', () => {
          done();
          this.#told.emit('answered');
        });
      };
      // A client that is killed in the middle of the content has handed nothing over.
      text(stream).then(take, () => {});
    },
  });

  async listen(): Promise<string> {
    // A client that is killed resets its connection.
    this.#server.on('error', () => {});
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** Resolves in the moment at which a mail comes to this phase, for the nth time from now (1: the next). */
  async at(phase: Phase, nth: number): Promise<void> {
    const reached = Promise.withResolvers<void>();
    const patience = AbortSignal.timeout(PATIENCE);
    patience.onabort = () => reached.reject(new Error(`no mail came to "${phase}" any more`));
    let left = nth;
    const count = () => {
      left -= 1;
      if (left === 0) reached.resolve();
    };
    this.#told.on(phase, count);
    try {
      await reached.promise;
    } finally {
      patience.onabort = null;
      this.#told.off(phase, count);
    }
  }

  /** Resolves once no client is connected: what a killed one had handed over is in the journal. */
  async quiet(): Promise<void> {
    while (this.#server.connections.size > 0) await pause(5);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #takeTime(phase: Phase, done: () => void): void {
    this.#told.emit(phase);
    void pause(SLOWNESS).then(done);
  }
}

function messageIdIn(content: string): string {
  return /^Message-ID:\s*(\S+)/im.exec(content)?.[1] ?? 'none';
}
