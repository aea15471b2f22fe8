// Which quota of AWS binds first as the shop grows: a simulation, of a load that is measured anew to see whether the
// recorded one still is that of the code.

import { measureLoad } from '../measure-load.ts';
import { type Part, type Row, round } from '../part.ts';
import { quotas as figures, quotaRegions } from '../quota-figures.ts';
import { scenarios } from '../quotas.ts';
import { nearest } from '../scale-tables.ts';
import { shopLoad } from '../shop-load.ts';

const MEASURED = { customers: 400, days: 365 };

export const quotas: Part = {
  about: 'which quota of AWS binds first, by the load of the demo’s shop',
  async run() {
    const measured = await measureLoad(MEASURED.customers, MEASURED.days);
    const isSame = JSON.stringify(measured) === JSON.stringify(shopLoad);
    const load: Row = {
      what: 'the load of the shop',
      figure: `${round(measured.perEvent.transitions)} transitions an event`,
      remark: isSame
        ? 'as bench/shop-load.ts has it'
        : 'no longer what bench/shop-load.ts has: put the JSON of this part there, and UPDATE_DOCS=1 npx vitest run test/docs',
    };
    const rows = quotaRegions.flatMap((region) =>
      scenarios(shopLoad).map((scenario): Row => {
        const [first, second] = nearest(shopLoad, scenario, region) ?? [];
        return {
          what: `${scenario.name}, ${region}`,
          figure: first ? `${round(first.use * 100)} % of ${figures[first.quota].name}` : '',
          remark: second ? `then ${round(second.use * 100)} % of ${figures[second.quota].name}` : '',
        };
      }),
    );
    return { rows: [load, ...rows], json: measured };
  },
};
