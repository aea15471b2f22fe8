// State transitions a second, on one machine: the runtime in memory, the engine on disk, and the yardstick.

import { durable } from '../asl/durable.ts';
import { inMemory } from '../asl/in-memory.ts';
import { peer } from '../asl/peer.ts';
import { type Part, round, timed } from '../part.ts';

/** They take turns, so that what else the computer does meets all of them; the best turn of each counts. */
const TURNS = 5;
const RUNS = { memory: 30_000, durable: 5000, peer: 3000 };

export const asl: Part = {
  about: 'state transitions a second, against aws-local-stepfunctions',
  async run(folder) {
    const engine = durable(folder);
    const contestants = { memory: inMemory(), durable: engine.run, peer: peer() };
    const best = { memory: 0, durable: 0, peer: 0 };
    for (let turn = 0; turn < TURNS; turn++) {
      for (const name of ['memory', 'durable', 'peer'] as const) {
        const { seconds, result } = await timed(() => contestants[name](RUNS[name]));
        best[name] = Math.max(best[name], result / seconds);
      }
    }
    await engine.close();
    const times = (rate: number) => `${round(rate / best.peer)} times the peer`;
    return {
      rows: [
        row('in memory', best.memory, times(best.memory)),
        row('durable', best.durable, `${times(best.durable)}; synchronous=FULL, 500 runs at a time`),
        row('aws-local-stepfunctions 3.0.0', best.peer, 'the peer, in memory, the same states in JSONPath'),
      ],
      json: { memory: best.memory, durable: best.durable, peer: best.peer },
    };
  },
};

function row(name: string, rate: number, remark: string) {
  return { what: `ASL, ${name}`, figure: `${round(rate)} transitions/s`, remark };
}
