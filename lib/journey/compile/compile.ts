// The compiler: one journey becomes one Step Functions Standard machine in JSONata. The same journey always gives
// the same text. Steps are compiled from the last to the first, since each needs the name of what follows it.

import type { Json } from '../../customer/json.ts';
import type { Journey } from '../journey.ts';
import { nameSteps, walkSteps } from '../step-ids.ts';
import { definitionOf } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import type { MachineDefinition, State } from './asl.ts';
import type { CompileContext } from './context.ts';
import { literal } from './literal.ts';
import { putSignposts, type Signpost } from './signpost.ts';
import { queueUrlName, substitution } from './substitutions.ts';
import { compressTime, realTimeScale, type TimeScale } from './time-scale.ts';
import { cursor, expression, roundOf } from './variables.ts';

/** The closing state, whose name no step may have. */
export const DONE = 'Done';

/** Content hashes of templates by name; a template that is not there is an error. */
export type TemplateHashes = ReadonlyMap<string, string>;

export function compileJourney(
  journey: Journey,
  templates: TemplateHashes,
  timeScale: TimeScale = realTimeScale,
): MachineDefinition {
  const compilation = new Compilation(journey, templates);
  const first = compilation.context([]).steps(journey.steps, undefined);
  if (first === undefined) throw new Error(`journey "${journey.id}" has no steps`);
  const compiled: MachineDefinition = {
    Comment: journey.description ?? nameOf(journey),
    QueryLanguage: 'JSONata',
    StartAt: first,
    States: compilation.states(),
  };
  const machine = compressTime(compiled, timeScale);
  putSignposts(machine, compilation.signposts);
  return machine;
}

function nameOf({ id, name = {} }: Journey): string {
  const [anyLocale = ''] = Object.keys(name).sort();
  return name.en ?? name[anyLocale] ?? id;
}

/** One run of the compiler: the states so far, last first, and the names that were given. */
class Compilation {
  readonly #journey: Journey;
  readonly #names: Map<Step, string>;
  /** The variables that count the rounds of repeats, numbered as they are read. */
  readonly #rounds: Map<Step, string>;
  readonly #templates: TemplateHashes;
  readonly #states: [string, State][] = [];
  readonly signposts = new Map<string, Signpost>();
  #usesDone = false;

  constructor(journey: Journey, templates: TemplateHashes) {
    this.#journey = journey;
    this.#names = nameSteps(journey.steps);
    const steps = [...walkSteps(journey.steps)].map((placed) => placed.step);
    const repeats = steps.filter((step) => step.type === 'repeat');
    this.#rounds = new Map(repeats.map((step, index) => [step, `round${index + 1}`]));
    if (this.#names.size < steps.length) {
      throw new Error(`journey "${journey.id}" holds one step object in two places; parse it from its text`);
    }
    this.#templates = templates;
  }

  states(): Record<string, State> {
    const states = Object.fromEntries(
      this.#states.toReversed().map(([name, state]) => [name, inOrder(state)]),
    );
    if (this.#usesDone) states[DONE] = { Type: 'Succeed', Comment: 'The end of the journey' };
    return states;
  }

  /** `rounds` are the variables of the repeats around the steps, outermost first. */
  context(rounds: string[]): CompileContext {
    const context: CompileContext = {
      id: (step) => this.#id(step),
      comment: (step) => step.description ?? definitionOf(step).describe(step),
      add: (name, state, signpost) => {
        this.#states.push([name, state]);
        if (signpost) this.signposts.set(name, signpost);
      },
      steps: (steps, next) => {
        let entry = next;
        for (const step of steps.toReversed()) entry = definitionOf(step).compile(step, context, entry);
        return entry;
      },
      alternatives: (lists, next) =>
        lists
          .toReversed()
          .map(({ steps }) => context.steps(steps, next) ?? context.done())
          .reverse(),
      done: () => {
        this.#usesDone = true;
        return DONE;
      },
      templateHash: (name) => this.#templateHash(name),
      journey: literal({ id: this.#journey.id, name: this.#journey.name ?? {} }),
      run: {
        id: '{% $states.context.Execution.Name %}',
        customerId: '{% $states.context.Execution.Input.customerId %}',
        visit: visitOf(rounds),
      },
      cursor: expression(cursor),
      enterRepeat: (step) => {
        const round = this.#rounds.get(step) ?? '';
        return { body: this.context([...rounds, round]), round };
      },
      repeated: rounds.length > 0,
      queueUrl: (queue) => substitution(queueUrlName(queue)),
    };
    return context;
  }

  #id(step: Step): string {
    const name = this.#names.get(step);
    if (name === undefined)
      throw new Error(`a ${step.type} step is not part of journey "${this.#journey.id}"`);
    return name;
  }

  #templateHash(name: string): string {
    const hash = this.#templates.get(name);
    if (hash === undefined) {
      throw new Error(`journey "${this.#journey.id}" names the template "${name}", which is not there`);
    }
    return hash;
  }
}

/** The order in which people read a state: what it is and does, what it hands on, what may go wrong, where it leads. */
const FIELD_ORDER = [
  ...['Type', 'Comment', 'Resource', 'Arguments', 'TimeoutSeconds', 'Seconds', 'Timestamp', 'Choices'],
  ...['Output', 'Assign', 'Retry', 'Catch', 'Default', 'Next', 'End'],
];

function inOrder(state: State): State {
  const rank = ([field]: [string, unknown]) => FIELD_ORDER.indexOf(field);
  // The same fields in another order are the same state.
  return Object.fromEntries(Object.entries(state).sort((a, b) => rank(a) - rank(b))) as State;
}

/** 1 outside repeats, the round inside one, and "outer.inner" inside several. */
function visitOf(rounds: string[]): Json {
  if (rounds.length === 0) return 1;
  if (rounds.length === 1) return expression(roundOf(rounds[0] ?? ''));
  return expression(rounds.map((round) => `$string(${roundOf(round)})`).join(" & '.' & "));
}
