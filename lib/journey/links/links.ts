// The links in messages: their tokens, and where on the public server they lead.

import { type LinkClaims, type LinkKeys, signLink, verifyLink } from './signed-link.ts';

/** Makes and reads the tokens of links. The keys are asked for each time, since they change while a server runs. */
export type LinkTokens = {
  sign(claims: LinkClaims): Promise<string>;
  /** What a token stands for; undefined if it is none of ours. */
  read(token: string): Promise<LinkClaims | undefined>;
};

export type Links = LinkTokens & {
  /** The whole address, for a message. */
  to(claims: LinkClaims): Promise<string>;
};

export function createLinkTokens(keys: () => LinkKeys | Promise<LinkKeys>): LinkTokens {
  return {
    sign: async (claims) => signLink(await keys(), claims),
    read: async (token) => verifyLink(await keys(), token),
  };
}

/** `publicUrl` is the address under which customers reach the server. */
export function createLinks(tokens: LinkTokens, publicUrl: () => string): Links {
  return {
    ...tokens,
    to: async (claims) => `${withoutSlash(publicUrl())}${pathOf(claims.t, await tokens.sign(claims))}`,
  };
}

/** The path of a link of a kind. */
export function pathOf(kind: LinkClaims['t'], token: string): string {
  return `/${kind}/${token}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** For whoever sends nothing, such as a replay: always the same links, which lead nowhere. */
export const placeholderLinks: Links = createLinks(
  createLinkTokens(() => ({ current: 'none', keys: { none: 'the key of links that lead nowhere' } })),
  () => 'https://links.example',
);
