// What the customers' pages need from the world.

import type { Json } from '../../../lib/customer/json.ts';
import type { LinkTokens } from '../../../lib/journey/links/links.ts';
import type { Ports } from '../../../lib/ports.ts';
import type { AppParts } from '../app.ts';
import type { Language } from './language.ts';

/** What a customer may ask for of their own data; the events that tell of it go out besides. */
export type PersonalData = {
  /** Everything that is kept of a customer. */
  export(customerId: string): Promise<Json>;
  erase(customerId: string): Promise<unknown>;
};

export type PageParts = {
  links: LinkTokens;
  profiles: Pick<Ports['profiles'], 'get'>;
  timeline: Ports['timeline'];
  /** Without it, the pages do not offer to export or delete. */
  personalData?: PersonalData | undefined;
  /** Who writes, as customers know them; undefined where nobody said. */
  companyName?: (language: Language) => string | undefined;
};

export type AllPageParts = PageParts & Pick<AppParts, 'intake' | 'clock' | 'newId'>;
