// What an expression can see: the variables and $states of the state it stands in, and the chances it may take.

import type { Json, JsonObject } from '../../../customer/json.ts';

export type Value = Json | undefined;

/** Where $now, $millis, $random, $shuffle and $uuid get their answers. */
export type Chance = {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
};

/** The context object, as a whole or a field such as Execution.Name. */
export type ContextSource = {
  whole(): JsonObject;
  field(group: string, name: string): Value;
};

export class Scope {
  readonly variables: JsonObject;
  readonly input: Json;
  readonly chance: Chance;
  /** A task's result, for its Output and Assign. */
  result: Value;
  /** The caught error, for a catcher's Output and Assign. */
  errorOutput: Value;
  readonly context: ContextSource;

  constructor(variables: JsonObject, input: Json, chance: Chance, context: ContextSource) {
    this.variables = variables;
    this.input = input;
    this.chance = chance;
    this.context = context;
  }

  /** $states as a whole. */
  get states(): JsonObject {
    const states: JsonObject = { input: this.input, context: this.context.whole() };
    if (this.result !== undefined) states.result = this.result;
    if (this.errorOutput !== undefined) states.errorOutput = this.errorOutput;
    return states;
  }
}
