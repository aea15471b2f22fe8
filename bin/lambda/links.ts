// The links in messages: their keys are a secret, which is read anew every five minutes.

import { parseLinkKeys } from '../../lib/journey/links/link-keys.ts';
import { createLinks, createLinkTokens } from '../../lib/journey/links/links.ts';
import { requireEnv } from './environment.ts';
import { refreshed } from './refreshed.ts';
import { secretReader } from './secret.ts';

export const linkTokens = () => {
  const read = secretReader('MILEPOST_LINK_KEYS_ARN');
  return createLinkTokens(refreshed(async () => parseLinkKeys(await read())));
};

export const links = () => {
  const publicUrl = requireEnv('MILEPOST_PUBLIC_URL');
  return createLinks(linkTokens(), () => publicUrl);
};
