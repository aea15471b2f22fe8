// A decision: what comes out of a step, why, and which effects the handlers have to perform.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { ChannelName } from '../channels/index.ts';

/** A channel that was not taken, and why. */
export type PassedOver = { channel: ChannelName; reason: string };

/** All that a step can do to the world. Closed: functions/performers.ts does not compile until a new kind is performed. */
export type Effect =
  | { type: 'send'; channel: ChannelName; address: string; passedOver: PassedOver[] }
  | { type: 'hold'; channel: ChannelName; passedOver: PassedOver[] }
  /** The message waits until a moment (ms), for one of these channels, and is then decided again. */
  | { type: 'postpone'; channels: ChannelName[]; until: number; passedOver: PassedOver[] }
  | { type: 'update'; set: JsonObject; add: Record<string, number>; remove: string[] }
  | { type: 'emit'; event: string; properties: JsonObject }
  | { type: 'call'; url: string; headers: Record<string, string>; body: JsonObject | null }
  | { type: 'start'; journey: string; trigger: JsonObject };

/** `outcome` is what the machine goes on with; `reason` says why in words; `detail` keeps what it was decided from. */
export type Decision = { outcome: JsonObject; reason: string; effects: Effect[]; detail?: Json };
