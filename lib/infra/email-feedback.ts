// What brings SES's feedback home: a configuration set that e-mails go out under, its events on the account's default bus,
// and a rule that puts those of this set, and no other's, into their queue.

import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type IConfigurationSet,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { sesDetailTypes } from '../aws/feedback/ses-events.ts';
import type { JobQueue } from './job-queue.ts';
import { names } from './names.ts';
import type { Settings } from './settings.ts';

export type EmailFeedbackProps = {
  settings: Pick<Settings, 'stage' | 'configurationSet' | 'track'>;
  feedback: JobQueue;
};

/** What becomes of a mail; nobody is watched for it. */
const OUTCOMES = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** With these, SES puts a pixel into each mail of the set, and leads its links over itself. */
const ENGAGEMENT = [EmailSendingEvent.OPEN, EmailSendingEvent.CLICK];

export class EmailFeedback extends Construct {
  constructor(scope: Construct, id: string, { settings, feedback }: EmailFeedbackProps) {
    super(scope, id);
    const { stage, configurationSet, track } = settings;
    const bus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const tell = (name: string, set: IConfigurationSet, events: EmailSendingEvent[]) =>
      new ConfigurationSetEventDestination(this, `${name}Events`, {
        configurationSet: set,
        configurationSetEventDestinationName: `milepost-${stage}`,
        destination: EventDestination.eventBus(bus),
        events,
      });
    const plain =
      configurationSet === undefined
        ? this.#set('Plain', names.configurationSet(stage))
        : ConfigurationSet.fromConfigurationSetName(this, 'Plain', configurationSet);
    tell('Plain', plain, OUTCOMES);
    if (track) tell('Tracked', this.#set('Tracked', names.trackedSet(stage)), [...OUTCOMES, ...ENGAGEMENT]);
    const sets = [
      configurationSet ?? names.configurationSet(stage),
      ...(track ? [names.trackedSet(stage)] : []),
    ];
    new Rule(this, 'Rule', {
      description: 'What SES tells of this stage’s e-mails',
      eventPattern: {
        source: ['aws.ses'],
        detailType: [...sesDetailTypes],
        detail: { mail: { tags: { 'ses:configuration-set': sets } } },
      },
      targets: [new SqsQueue(feedback.queue, { deadLetterQueue: feedback.deadLetters, retryAttempts: 185 })],
    });
  }

  /** SES itself sends nothing more to who bounced or complained, should our list be lost. */
  #set(id: string, configurationSetName: string): ConfigurationSet {
    return new ConfigurationSet(this, id, {
      configurationSetName,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
  }
}
