// Takes what SES tells of mails from its queue.

import { takeFeedback } from '../../functions/take-feedback.ts';
import { feedbackOfSes } from '../../lib/aws/feedback/ses-events.ts';
import { observedQueue } from './observed.ts';
import { bus } from './ports.ts';

export const handler = observedQueue(takeFeedback({ bus: bus() }, feedbackOfSes));
