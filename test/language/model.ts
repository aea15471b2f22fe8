// A second reading of the contract, as short as it may be: one customer, one journey, time in hours. It shares no
// code with the engine, and says what the customer gets, and how each run ends.

export type Condition = { event: string; since: 'entry'; count: { gte: number } };

export type Step =
  | { type: 'message'; id: string }
  | { type: 'wait'; hours: number }
  | {
      type: 'waitFor';
      event: string;
      hours: number;
      from: 'here' | 'entry';
      since: boolean;
      seen: Step[];
      missed: Step[];
    }
  | { type: 'repeat'; times: number; until: Condition | undefined; steps: Step[] }
  | { type: 'branch'; when: Condition; yes: Step[]; no: Step[] }
  | { type: 'exit' };

export type Model = { steps: Step[]; exit: string | undefined; reentry: 'never' | 'always'; trigger: string };

/** What happens at an hour, and comes in so many hours late. */
export type Event = { hour: number; type: string; late: number };

/** A place in the timeline: hour and number of arrival. */
type Place = [hour: number, number: number];
type Parked = { due: number; event?: string; after: Place };
type Way = Generator<Parked, 'completed' | 'exited', Place | undefined>;
type Run = { entry: Place; cursor: Place; used: Set<number>; way: Way; parked: Parked | undefined };

const isAfter = (a: Place, b: Place) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

/** Lines such as "3 hello 1.2" and "5 completed". Events come in the order in which they arrive. */
export function whatHappens(model: Model, events: Event[]): string[] {
  const lines: string[] = [];
  const timeline: { type: string; place: Place }[] = [];
  let now = 0;
  let entered = false;
  let active: Run | undefined;

  function counted({ event, count }: Condition, run: Run): boolean {
    return (
      timeline.filter(({ type, place }) => type === event && isAfter(place, run.entry)).length >= count.gte
    );
  }

  function* follow(steps: Step[], run: Run, rounds: number[]): Generator<Parked, boolean, Place | undefined> {
    for (const step of steps) {
      if (step.type === 'exit') return true;
      if (step.type === 'message') lines.push(`${now} ${step.id} ${rounds.join('.') || '1'}`);
      if (step.type === 'wait') {
        const due = now + step.hours;
        yield { due, after: run.cursor };
        run.cursor = [due, 0];
      }
      if (step.type === 'branch') {
        if (yield* follow(counted(step.when, run) ? step.yes : step.no, run, rounds)) return true;
      }
      if (step.type === 'repeat') {
        for (let round = 1; round <= step.times; round += 1) {
          if (yield* follow(step.steps, run, [...rounds, round])) return true;
          if (step.until && counted(step.until, run)) break;
        }
      }
      if (step.type === 'waitFor') {
        if (yield* follow((yield* listen(step, run)) ? step.seen : step.missed, run, rounds)) return true;
      }
    }
    return false;
  }

  function* listen(
    step: Step & { type: 'waitFor' },
    run: Run,
  ): Generator<Parked, boolean, Place | undefined> {
    const due = (step.from === 'entry' ? run.entry[0] : now) + step.hours;
    const after = step.since ? run.entry : run.cursor;
    let match = timeline.find(
      ({ type, place }) =>
        type === step.event && isAfter(place, after) && place[0] < due && !run.used.has(place[1]),
    )?.place;
    if (!match && due > now) match = yield { due, event: step.event, after };
    if (match) run.used.add(match[1]);
    const to: Place = match ?? [due, 0];
    if (isAfter(to, run.cursor)) run.cursor = to;
    return match !== undefined;
  }

  function endedBy(type: string, place: Place, run: Run): boolean {
    return type === model.exit && isAfter(place, run.entry);
  }

  function satisfies(type: string, place: Place, parked: Parked): boolean {
    return type === parked.event && isAfter(place, parked.after) && place[0] < parked.due;
  }

  function drive(run: Run, given?: Place): void {
    const { done, value } = run.way.next(given);
    if (!done) {
      run.parked = value;
      return;
    }
    lines.push(`${now} ${value}`);
    active = undefined;
  }

  function timers(until: number): void {
    while (active?.parked && active.parked.due <= until) {
      now = active.parked.due;
      drive(active);
    }
    now = Math.max(now, until);
  }

  for (const [index, { hour, type, late }] of events.entries()) {
    timers(hour + late);
    const place: Place = [hour, index + 1];
    timeline.push({ type, place });
    timeline.sort((one, other) => (isAfter(one.place, other.place) ? 1 : -1));
    let woken: Run | undefined;
    if (active && endedBy(type, place, active)) {
      lines.push(`${hour} exited`);
      active = undefined;
    } else if (active?.parked && satisfies(type, place, active.parked)) {
      woken = active;
    }
    let started: Run | undefined;
    if (!active && type === model.trigger && (!entered || model.reentry === 'always')) {
      const run: Run = { entry: place, cursor: place, used: new Set(), way: nowhere(), parked: undefined };
      run.way = toTheEnd(run);
      entered = true;
      const end = timeline.find((one) => endedBy(one.type, one.place, run));
      if (end) lines.push(`${end.place[0]} exited`);
      else started = run;
      active = started;
    }
    if (woken) drive(woken, place);
    if (started) drive(started);
  }
  timers(10_000);
  return lines;

  function* toTheEnd(run: Run): Way {
    return (yield* follow(model.steps, run, [])) ? 'exited' : 'completed';
  }
}

// biome-ignore lint/correctness/useYield: a way that leads nowhere.
function* nowhere(): Way {
  return 'completed';
}
