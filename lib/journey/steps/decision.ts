// A decision: what comes out of a step, why, and which effects the handlers have to perform.

import type { Position } from '../../customer/event.ts';
import type { Json, JsonObject } from '../../customer/json.ts';
import type { ChannelName } from '../channels/index.ts';

/** A channel that was not taken, and why. */
export type PassedOver = { channel: ChannelName; reason: string };

/** All that a step can do to the world. Closed: a new kind is an error until `functions/` performs it. */
export type Effect =
  | { type: 'send'; channel: ChannelName; address: string; passedOver: PassedOver[] }
  | { type: 'hold'; channel: ChannelName; until?: number; passedOver: PassedOver[] }
  | { type: 'update'; set: JsonObject; add: Record<string, number>; remove: string[] }
  | { type: 'emit'; event: string; properties: JsonObject }
  | { type: 'listen'; deadline: number; cursor: Position }
  | { type: 'timeOut'; deadline: number }
  | { type: 'wake'; eventId: string; cursor: Position };

/** `outcome` is what the machine goes on with; `reason` says why in words; `detail` keeps what it was decided from. */
export type Decision = { outcome: JsonObject; reason: string; effects: Effect[]; detail?: Json };
