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
  /** All that it waits for together, in words; empty = whatever comes starts an instance. */
  readonly parts: readonly string[];
  /** The parts that have come, or of a message of their name those that it can be. */
  readonly triggered: readonly number[];
}

interface Listening {
  readonly linked: Linked;
  readonly trigger: StartTrigger;
}

interface TimerStart extends Listening {
  readonly plan: TimerPlan;
  next: Firing | null;
}

/**
 * The start events of a world's processes that wait for messages, signals, conditions and instants, as a server opens them
 * at deployment: their expressions see no variables. Timers count from the instant that the world begins at.
 */
export class StartEvents {
  readonly #starts: readonly Listening[];
  readonly #timers: readonly TimerStart[];
  readonly #now: () => number;

  constructor(processes: Iterable<Linked>, now: () => number) {
    this.#now = now;
    this.#starts = [...processes].flatMap((linked) =>
      startTriggersOf(linked.definition).map((trigger) => ({ linked, trigger })),
    );
    this.#timers = this.#starts.flatMap(({ linked, trigger }) =>
      trigger.kind === 'timer' ? this.#timer(linked, trigger, trigger.timer) : [],
    );
  }

  ofMessage(name: string): readonly OuterStart[] {
    return this.#triggeredBy(
      ({ linked, trigger }) => trigger.kind === 'message' && this.#text(linked, trigger.messageName) === name,
    );
  }

  ofSignal(name: string): readonly OuterStart[] {
    return this.#triggeredBy(
      ({ linked, trigger }) => trigger.kind === 'signal' && this.#text(linked, trigger.signalName) === name,
    );
  }

  /** Those whose condition is true of these variables. */
  ofVariables(variables: JsonObject): readonly OuterStart[] {
    return this.#triggeredBy(
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
    return this.#triggeredBy(({ trigger }) => trigger === timer.trigger)[0] ?? null;
  }

  /** When the next timer start event is due, Infinity when none is. */
  get nextDue(): number {
    return Math.min(...this.#timers.map(({ next }) => next?.due ?? Infinity));
  }

  /** Each start event once, with all of its triggers that are meant. */
  #triggeredBy(isMeant: (listening: Listening) => boolean): readonly OuterStart[] {
    const found: OuterStart[] = [];
    for (const { linked, trigger } of this.#starts) {
      const { element } = trigger;
      const all = this.#starts.filter((one) => one.linked === linked && one.trigger.element === element);
      if (all[0]?.trigger !== trigger) continue;
      const triggered = all.flatMap((one, part) => (isMeant(one) ? [part] : []));
      const parts = trigger.gathers ? all.map((one) => this.#words(one)) : [];
      if (triggered.length > 0) found.push({ linked, element, parts, triggered });
    }
    return found;
  }

  #words({ linked, trigger }: Listening): string {
    switch (trigger.kind) {
      case 'message':
        return `message ${this.#text(linked, trigger.messageName)}`;
      case 'signal':
        return `signal ${this.#text(linked, trigger.signalName)}`;
      case 'timer':
        return `timer ${this.#text(linked, trigger.timer.value)}`;
      case 'conditional':
        return `condition ${linked.definition.expressions[trigger.condition]?.source ?? ''}`;
    }
  }

  #timer(linked: Linked, trigger: StartTrigger, timer: Timer): readonly TimerStart[] {
    const parsed = parseTimer(timer.kind, this.#text(linked, timer.value));
    return parsed.ok ? [{ linked, trigger, plan: parsed.plan, next: firstFiring(parsed.plan, this.#now()) }] : [];
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
