// A new version of a journey, while runs of the old one are under way.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { deploy } from './deploy.ts';
import { eventually, openStage } from './stage.ts';
import { impatient, writeJourneys } from './workflows.ts';

describe.skipIf(!inject('cloud'))(
  'a journey is deployed anew without the step and the message for which a run waits',
  () => {
    test('the run ends as it began, and the next one is of the new version', async () => {
      const cloud = inject('cloud');
      if (!cloud) throw new Error('there is no cloud');
      const { put, mails, stores, workflows } = openStage('days');
      const patience = { type: 'patience.asked', customerId: 'pia' };
      const subjects = async () => (await mails('pia@example.com')).map(({ subject }) => subject);
      await put([
        {
          type: 'customer.updated',
          customerId: 'pia',
          properties: { email: 'pia@example.com', consent: { email: true } },
        },
      ]);
      await eventually(
        () => stores.profiles.get('pia'),
        (profile) => profile?.email !== undefined,
      );
      await put([patience]);
      await eventually(subjects, (all) => all.includes('first'));

      rmSync(join(workflows, 'templates', 't', 'last'), { recursive: true });
      writeJourneys(workflows, [impatient]);
      const { endpoint, doorEndpoint, stages } = cloud;
      await deploy({ endpoint, doorEndpoint, stage: 'days', ...stages.days });

      const ended = await eventually(subjects, (all) => all.includes('last'), 180);
      expect(ended).not.toContain('at-once');
      await put([patience]);
      await eventually(subjects, (all) => all.includes('at-once'));
    });
  },
);
