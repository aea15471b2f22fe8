// Links that SES is to leave alone in a mail whose links it leads over itself:
// https://docs.aws.amazon.com/ses/latest/dg/faqs-metrics.html

const NO_TRACK = 'ses:no-track';

/**
 * Marks the links with these addresses. They are our own, made of letters, digits and signs that no HTML escapes, so that
 * each stands in the mail just as it is.
 */
export function withoutTracking(html: string, addresses: readonly string[]): string {
  let marked = html;
  for (const address of addresses) {
    for (const quote of ['"', "'"]) {
      const link = `href=${quote}${address}${quote}`;
      marked = marked.replaceAll(link, `${NO_TRACK} ${link}`);
    }
  }
  return marked;
}
