// The hosts that webhooks may call: a list that belongs to a deployment, and not to its journeys.

/** The exact host, or `*.` and a host for all below it. */
export function isAllowedHost(hostname: string, hosts: readonly string[]): boolean {
  const host = withoutDot(hostname);
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
}

/** Hosts as they are written in a setting, separated by commas; `wrong` are those that are none. */
export function parseHosts(text: string): { hosts: string[]; wrong: string[] } {
  const hosts = new Set<string>();
  const wrong: string[] = [];
  for (const written of text.split(',').map((part) => part.trim())) {
    if (written === '') continue;
    const host = hostOf(written);
    if (host === undefined) wrong.push(written);
    else hosts.add(host);
  }
  return { hosts: [...hosts], wrong };
}

/** As it stands in a parsed URL: in lower case, names of other scripts in Punycode. */
function hostOf(written: string): string | undefined {
  const wildcard = written.startsWith('*.') ? '*.' : '';
  const name = written.slice(wildcard.length);
  const url = `https://${name}/`;
  if (/[/?#@*\\\s]/.test(name) || !URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  return port === '' && !/:\d*$/.test(name) ? wildcard + withoutDot(hostname) : undefined;
}

function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}
