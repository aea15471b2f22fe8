// The server as an operator runs it: a process of its own, which can be killed at any moment.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MILEPOST = fileURLToPath(new URL('../../bin/milepost', import.meta.url));

export type ServerSettings = {
  db: string;
  workflows: string;
  writeKey: string;
  smtpUrl: string;
  from: string;
};

export class ServerProcess {
  readonly #settings: ServerSettings;
  #child: ChildProcess | undefined;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  /** Starts the server; resolves with its address when it says where it listens. */
  async start(): Promise<string> {
    const { db, workflows, writeKey, smtpUrl, from } = this.#settings;
    const child = spawn(
      process.execPath,
      [MILEPOST, 'serve', '--port', '0', '--db', db, '--workflows', workflows],
      {
        env: {
          ...process.env,
          MILEPOST_WRITE_KEY: writeKey,
          MILEPOST_SMTP_URL: smtpUrl,
          MILEPOST_FROM: from,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    let said = '';
    return new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => reject(new Error(`the server did not start:\n${said}`)));
    });
  }

  /** Ends the process as a power failure would, if it runs; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks the process to stop; resolves when it is gone, with its exit code. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child?.exitCode ?? null;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
