import type { JsonObject } from '#engine/contracts/json.ts';
import { evaluate } from '#engine/expression/index.ts';
import type { Linked } from '#engine/kernel/index.ts';
import type { ElementId, Timer, Value } from '#engine/model/definition.ts';
import { firstFiring, nextFiring, parseTimer, startTriggersOf } from '#engine/model/index.ts';
import type { Firing, StartTrigger, TimerPlan } from '#engine/model/index.ts';

/** A start event of a process that something from outside triggers. */
export interface OuterStart {
  readonly linked: Linked;
  readonly element: ElementId;
}

interface TimerStart extends OuterStart {
  readonly plan: TimerPlan;
  next: Firing | null;
}

/**
 * The start events of a world's processes that wait for messages, signals, conditions and instants, as a server opens them
 * at deployment: their expressions see no variables. Timers count from the instant that the world begins at.
 */
export class StartEvents {
  readonly #starts: readonly (OuterStart & { readonly trigger: StartTrigger })[];
  readonly #timers: readonly TimerStart[];
  readonly #now: () => number;

  constructor(processes: Iterable<Linked>, now: () => number) {
    this.#now = now;
    this.#starts = [...processes].flatMap((linked) =>
      startTriggersOf(linked.definition).map((trigger) => ({ linked, element: trigger.element, trigger })),
    );
    this.#timers = this.#starts.flatMap(({ linked, element, trigger }) =>
      trigger.kind === 'timer' ? this.#timer(linked, element, trigger.timer) : [],
    );
  }

  ofMessage(name: string): readonly OuterStart[] {
    return this.#starts.filter(
      ({ linked, trigger }) => trigger.kind === 'message' && this.#text(linked, trigger.messageName) === name,
    );
  }

  ofSignal(name: string): readonly OuterStart[] {
    return this.#starts.filter(
      ({ linked, trigger }) => trigger.kind === 'signal' && this.#text(linked, trigger.signalName) === name,
    );
  }

  /** Those whose condition is true of these variables. */
  ofVariables(variables: JsonObject): readonly OuterStart[] {
    return this.#starts.filter(
      ({ linked, trigger }) =>
        trigger.kind === 'conditional' && this.#evaluate(linked, trigger.condition, variables) === true,
    );
  }

  /** Takes the next one that is due until then, and arms its next firing; null when there is none. */
  takeDue(until: number): OuterStart | null {
    const due = this.nextDue;
    const timer = due > until ? undefined : this.#timers.find(({ next }) => next?.due === due);
    if (timer === undefined || timer.next === null) return null;
    timer.next = nextFiring(timer.plan, timer.next);
    return timer;
  }

  /** When the next timer start event is due, Infinity when none is. */
  get nextDue(): number {
    return Math.min(...this.#timers.map(({ next }) => next?.due ?? Infinity));
  }

  #timer(linked: Linked, element: ElementId, timer: Timer): readonly TimerStart[] {
    const parsed = parseTimer(timer.kind, this.#text(linked, timer.value));
    return parsed.ok ? [{ linked, element, plan: parsed.plan, next: firstFiring(parsed.plan, this.#now()) }] : [];
  }

  #text(linked: Linked, value: Value): string {
    if (value.kind === 'static') return value.value;
    const found = this.#evaluate(linked, value.expression, {});
    return typeof found === 'string' ? found : JSON.stringify(found);
  }

  #evaluate({ expressions }: Linked, id: number, variables: JsonObject): unknown {
    const expression = expressions[id];
    if (expression === undefined) return null;
    const environment = { now: this.#now(), zone: 'Etc/UTC', random: () => 0 };
    const evaluated = evaluate(expression, { get: (name) => variables[name] }, environment);
    return evaluated.ok ? evaluated.value : null;
  }
}
