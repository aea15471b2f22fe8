// The registry of static checks: a new one is its file and one line here.

import { aYear } from './a-year.ts';
import { audience } from './audience.ts';
import type { Check } from './check.ts';
import { contradictions } from './contradictions.ts';
import { deadCases } from './dead-cases.ts';
import { derivedAttributes } from './derived-attributes.ts';
import { echoes } from './echoes.ts';
import { entryTime } from './entry-time.ts';
import { eventNames } from './event-names.ts';
import { expressions } from './expressions.ts';
import { history } from './history.ts';
import { ids } from './ids.ts';
import { messageConditions } from './message-conditions.ts';
import { references } from './references.ts';
import { retention } from './retention.ts';
import { segments } from './segments.ts';
import { size } from './size.ts';
import { startedJourneys } from './started-journeys.ts';
import { stateNames } from './state-names.ts';
import { templateVariables } from './template-variables.ts';
import { templates } from './templates.ts';
import { unreachable } from './unreachable.ts';
import { valueTypes } from './value-types.ts';
import { webhookAnswers } from './webhook-answers.ts';
import { webhookHosts } from './webhook-hosts.ts';

export const checks: readonly Check[] = [
  ids,
  unreachable,
  templates,
  templateVariables,
  references,
  derivedAttributes,
  messageConditions,
  startedJourneys,
  webhookAnswers,
  webhookHosts,
  audience,
  segments,
  contradictions,
  deadCases,
  valueTypes,
  eventNames,
  echoes,
  entryTime,
  expressions,
  aYear,
  history,
  retention,
  size,
  stateNames,
];
