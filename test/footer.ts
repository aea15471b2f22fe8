// What validation wants in each e-mail of marketing, for journeys that tests write to a folder.

/** Below the words of a mail; it asks for `company`. */
export const footer = '<p><a href="{{ links.unsubscribe }}">Unsubscribe</a>, {{ company.address }}</p>\n';

/** The content of templates/company.json. */
export const company = JSON.stringify({ name: 'The Shop', address: '1 Harbour Road' });
