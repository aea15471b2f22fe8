// An alarm as a value: what it watches, when it goes off, and which section of docs/runbook.md says what to do then.

import type { IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** The sections of docs/runbook.md that alarms lead to, as its headings are linked. */
export const sections = [
  'dead-letters',
  'a-queue-grows-old',
  'a-run-failed',
  'step-functions-throttles',
  'a-function-fails',
  'a-function-is-slow',
  'nothing-is-swept',
  'runs-are-not-swept',
  'marketing-is-paused',
] as const;

export type Section = (typeof sections)[number];

export type AlarmRule = {
  /** Unique within a stage; the name of the alarm ends with it. */
  name: string;
  /** One sentence: what is the matter when it goes off. */
  means: string;
  section: Section;
  metric: IMetric;
  threshold: number;
  /** Over the threshold, unless it says `below`. */
  is?: 'below';
  /** How many periods in a row. */
  periods?: number;
  /** Without data all is well, unless it says otherwise. */
  missing?: TreatMissingData;
};
