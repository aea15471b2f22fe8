// Called by CloudFormation as a deployment goes on: first to keep the new templates, then, when all functions have the
// new catalog, to take it into use.

import { deployCatalog } from '../../functions/deploy-catalog.ts';
import { catalog } from './catalog.ts';
import { answerCloudFormation } from './cloudformation.ts';
import { keptTemplates } from './kept-templates.ts';
import { observed } from './observed.ts';
import { clock, queues, stores } from './ports.ts';

const { templates, ...kept } = stores();
const ports = { clock, ...kept, queues: queues() };

const steps = {
  'keep-templates': async () => {
    for (const bundle of keptTemplates()) await templates.put(bundle);
  },
  'take-into-use': () => deployCatalog(ports, catalog()),
};

export const handler = observed(answerCloudFormation(steps));
