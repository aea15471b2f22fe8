// Openings and clicks that no person made: programs that fetch pictures ahead or follow links to look behind them. What
// cannot be told apart counts as a person's.

/** A request for the pixel or a link, or what SES tells of one. Moments in ms. */
export type Visit = {
  kind: 'opened' | 'clicked';
  method?: string | undefined;
  userAgent?: string | undefined;
  at: number;
  /** When the message was sent. */
  sentAt?: number | undefined;
};

/**
 * User agents that are programs. Not among them are the proxies of Gmail and Yahoo, which fetch a picture when the mail
 * is opened: https://knowledge.validity.com/hc/en-us/articles/4406957796251
 */
const programs: readonly { agent: RegExp; what: string }[] = [
  // https://support.clickdimensions.com/hc/en-us/articles/15707875851917
  { agent: /^Mozilla\/5\.0$/, what: 'Apple Mail Privacy Protection fetched it ahead' },
  {
    agent:
      /barracuda|mimecast|proofpoint|symantec|messagelabs|ironport|forcepoint|sophos|fortinet|trendmicro/i,
    what: 'a mail filter looked at it',
  },
  {
    agent: /ms-office|BingPreview|SafeLinks|Microsoft Office Existence Discovery/i,
    what: 'a Microsoft service looked at it',
  },
  {
    agent: /Slackbot|WhatsApp\/|facebookexternalhit|Twitterbot|LinkedInBot|TelegramBot|Discordbot/i,
    what: 'a preview of a link was made',
  },
  { agent: /(?<!cu)bot\b|crawler|spider|headless|phantomjs/i, what: 'a robot' },
  {
    agent:
      /^(?:curl|wget|python-requests|python-urllib|go-http-client|okhttp|java|axios|node-fetch|undici)\b/i,
    what: 'a program',
  },
];

/** Sooner after sending (ms) nobody reads: filters look at a mail while it is being delivered. */
const SOONEST: { [kind in Visit['kind']]: number } = { opened: 2_000, clicked: 5_000 };

/** Why a visit was a machine's; undefined if it may have been a person's. */
export function machineReason({ kind, method, userAgent, at, sentAt }: Visit): string | undefined {
  if (method === 'HEAD') return 'it asked for the head alone';
  if (userAgent === undefined || userAgent.trim() === '') return 'it did not say what it was';
  const found = programs.find(({ agent }) => agent.test(userAgent.trim()));
  if (found) return found.what;
  const soonest = SOONEST[kind];
  if (sentAt !== undefined && at - sentAt < soonest) return `it came within ${soonest / 1000} s of sending`;
  return undefined;
}
