// Runs that a Milepost wrote which did not keep yet what this one keeps.

import { expect, test } from 'vitest';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createRuns } from '../../../lib/embedded/stores/runs.ts';
import { aRun, minute, noon } from '../../contracts/examples.ts';

test('a run of which nobody wrote down when it was claimed was claimed at its entry', async () => {
  const database = openDatabase(':memory:', { durable: false });
  await createRuns(database).claim(aRun({ claimedAt: noon + minute }), 0);
  database.prepare("UPDATE runs SET kept = json_remove(kept, '$.claimedAt')").run();

  const runs = createRuns(database);
  const [run] = await runs.of('ana');
  expect(run).toMatchObject({ claimedAt: noon });
  expect((await runs.active(noon + 1, '', 10)).runs).toMatchObject([{ id: 'follow-up-1', claimedAt: noon }]);
  database.close();
});
