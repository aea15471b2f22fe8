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
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts the server, and resolves when it says where it listens. */
  static async start({ db, workflows, writeKey, smtpUrl, from }: ServerSettings): Promise<ServerProcess> {
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
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => reject(new Error(`the server did not start:\n${said}`)));
    });
    return new ServerProcess(child, url);
  }

  /** Ends the process as a power failure would; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks the process to stop; resolves when it is gone. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }
}
