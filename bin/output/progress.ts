// Progress of long work, on standard error: a bar that is written over on a terminal, and elsewhere a line for each
// quarter, if there is much to do.

export type Progress = { update(done: number): void; done(): void };

const WIDTH = 30;
const MUCH = 10_000;

export function createProgress(what: string, total: number): Progress {
  const of = `of ${total.toLocaleString('en-US')} events`;
  const shareOf = (done: number) => (total === 0 ? 1 : Math.min(1, done / total));
  return process.stderr.isTTY ? bar(what, of, shareOf) : lines(what, of, total < MUCH ? () => 0 : shareOf);
}

type ShareOf = (done: number) => number;

function bar(what: string, of: string, shareOf: ShareOf): Progress {
  return {
    update(done) {
      const share = shareOf(done);
      const filled = Math.round(share * WIDTH);
      const drawn = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      process.stderr.write(`\r${what} ${drawn} ${Math.round(share * 100)} % ${of}`);
    },
    done() {
      process.stderr.write('\r\u001b[2K');
    },
  };
}

function lines(what: string, of: string, shareOf: ShareOf): Progress {
  let told = 0;
  return {
    update(done) {
      const quarter = Math.floor(shareOf(done) * 4);
      if (quarter <= told) return;
      told = quarter;
      process.stderr.write(`${what}: ${quarter * 25} % ${of}\n`);
    },
    done() {},
  };
}
