// Progress of long work, on standard error: a line that is written over on a terminal, and nothing elsewhere.

export type Progress = { update(done: number): void; done(): void };

const WIDTH = 30;

export function createProgress(what: string, total: number): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { update: () => {}, done: () => {} };
  return {
    update(done) {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const filled = Math.round(share * WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stderr.write(
        `\r${what} ${bar} ${Math.round(share * 100)} % of ${total.toLocaleString('en-US')} events`,
      );
    },
    done() {
      stderr.write('\r\u001b[2K');
    },
  };
}
