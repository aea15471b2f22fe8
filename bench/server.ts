// The real server in a process of its own, and a client that sends it events over the loopback.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { VisitEvent } from './visits.ts';

const KEY = 'bench';

export type Server = {
  /** Sends events in one request; throws unless all are accepted. */
  send(events: readonly VisitEvent[]): Promise<void>;
  /** How many events are done, with all that followed from them at once. */
  done(): number;
  /** Called with each line that the server prints: it prints each message of the outbox. */
  onLine(listener: (line: string) => void): void;
  stop(): Promise<void>;
};

export async function startServer(folder: string): Promise<Server> {
  const file = join(folder, 'server.db');
  const program = [join(import.meta.dirname, '../bin/milepost.ts'), 'serve', '--port', '0', '--db', file];
  const child = spawn(process.execPath, program, {
    env: { ...process.env, MILEPOST_WRITE_KEY: KEY, MILEPOST_SMTP_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const listeners = new Set<(line: string) => void>();
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /listens on (http\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
      for (const listener of listeners) listener(line);
    });
    void exited.then(() => reject(new Error('the server did not start')));
  });
  const beside = new DatabaseSync(file, { readOnly: true });
  const count = beside.prepare('SELECT count(*) AS done FROM events WHERE done = 1');
  return {
    async send(events) {
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${KEY}` },
        body: JSON.stringify(events),
      });
      const answer = await response.text();
      if (response.status !== 202) throw new Error(`the server answered ${response.status}: ${answer}`);
    },
    done: () => Number(count.get()?.done),
    onLine: (listener) => void listeners.add(listener),
    async stop() {
      beside.close();
      child.kill('SIGTERM');
      await exited;
    },
  };
}
