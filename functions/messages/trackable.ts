// Whether it may be known that a message was opened and clicked.

import type { Profile } from '../../lib/customer/profile.ts';
import type { Message as MessageStep } from '../../lib/journey/steps/message.ts';
import type { RenderedMessage } from '../../lib/journey/templates/render.ts';
import type { Message } from '../../lib/ports.ts';

/** The words of a message with a pixel, and links that lead where they did by way of us. */
export type Track = (content: RenderedMessage, message: Message) => Promise<RenderedMessage>;

/** Transactional messages never tell, and none does of a customer who chose not to be known so. */
export function isTrackable({ purpose }: Pick<MessageStep, 'purpose'>, { attributes }: Profile): boolean {
  return purpose === 'marketing' && attributes.personalised !== false;
}
