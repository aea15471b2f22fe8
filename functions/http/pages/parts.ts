// What the customers' pages need from the world.

import type { LinkTokens } from '../../../lib/journey/links/links.ts';
import type { Ports } from '../../../lib/ports.ts';
import type { AppParts } from '../app.ts';
import type { Language } from './language.ts';

/** What a customer may ask for of their own data; the events that tell of it go out besides. */
export type PersonalData = {
  /** Everything that is kept of a customer. */
  export(customerId: string): Promise<unknown>;
  erase(customerId: string): Promise<unknown>;
};

export type PageParts = {
  links: LinkTokens;
  profiles: Ports['profiles'];
  timeline: Ports['timeline'];
  runs: Pick<Ports['runs'], 'of'>;
  /** Without it, the pages do not offer to export or delete. */
  personalData?: PersonalData | undefined;
  /** Who writes, as customers know them; undefined where nobody said. */
  companyName?: (language: Language) => string | undefined;
};

export type AllPageParts = PageParts & Pick<AppParts, 'intake' | 'clock' | 'newId'>;
