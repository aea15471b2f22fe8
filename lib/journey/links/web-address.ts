// Addresses that a redirect may lead to.

/** Not `mailto:`, not `#top`, and no script. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
