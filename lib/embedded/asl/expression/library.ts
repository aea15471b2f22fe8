// Evaluates an expression with the jsonata library, in which time, chance and AWS's own functions are ours.

import jsonata from 'jsonata';
import { type Node, variablesOf, walk } from './ast.ts';
import { hash, parse, partition, range, refuse, seededRandom } from './aws-functions.ts';
import { plain } from './plain.ts';
import type { Chance, Scope, Value } from './scope.ts';

const formatMillis = jsonata('$fromMillis($millis, $picture, $timezone)');

type Library = (...args: unknown[]) => unknown;

/** What the library must not take from the process, or does not have; $eval does not exist in Step Functions. */
const additions: Readonly<Record<string, (chance: Chance) => Library | undefined>> = {
  now: (chance) => (picture, timezone) =>
    formatMillis.evaluate(undefined, { millis: chance.now, picture, timezone }),
  millis: (chance) => () => chance.now,
  random: (chance) => (seed) => (seed === undefined ? chance.random() : seededRandom(seed)),
  shuffle: (chance) => (array) => shuffle(array, chance),
  uuid: (chance) => (extra) => (extra === undefined ? chance.uuid() : refuse('$uuid takes no arguments')),
  partition: () => partition,
  range: () => range,
  hash: () => hash,
  parse: () => parse,
  eval: () => undefined,
};

/** The functions of jsonata 2.0.6 and of Step Functions. */
const FUNCTIONS = new Set(
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match
  contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power
  random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert
  type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval
  toMillis fromMillis clone now millis partition range hash uuid parse`.split(/\s+/),
);

export function isFunctionName(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** An evaluator of a parsed expression. It rejects with jsonata's error: an object with code and message. */
export function libraryEvaluator(expression: jsonata.Expression): (scope: Scope) => Promise<Value> {
  const ast: Node = expression.ast();
  const names = [...variablesOf(ast)].filter((name) => name !== '' && name !== '$');
  // Grouping adds a place holder to an empty array, which may be one of ours.
  const own = groups(ast) ? structuredClone<Value> : (value: Value) => value;
  return async (scope) => {
    const bindings: Record<string, unknown> = {};
    for (const name of names) {
      const addition = additions[name];
      if (name === 'states') bindings.states = own(scope.states);
      else if (Object.hasOwn(scope.variables, name)) bindings[name] = own(scope.variables[name]);
      else if (addition !== undefined) bindings[name] = addition(scope.chance);
    }
    return plain(await expression.evaluate(undefined, bindings));
  };
}

function groups(ast: Node): boolean {
  let found = false;
  walk(ast, (node) => {
    if ('group' in node) found = true;
  });
  return found;
}

/** A copy in random order (Fisher and Yates). */
function shuffle(array: unknown, chance: Chance): unknown {
  if (array === undefined) return undefined;
  const items: unknown[] = Array.isArray(array) ? [...array] : [array];
  for (let index = items.length - 1; index > 0; index--) {
    const other = Math.floor(chance.random() * (index + 1));
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}
