import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { step, variablesOf } from '#engine/kernel/index.ts';
import type { Command, CommandId, Event, Key, Linked } from '#engine/kernel/index.ts';
import type { ElementId } from '#engine/model/definition.ts';
import { addDuration, parseDuration } from '#engine/model/iso8601.ts';
import { hasNoneStart } from '#engine/model/references.ts';
import { nextTimer } from './due-timer.ts';
import type { DueTimer } from './due-timer.ts';
import { Inbox } from './inbox.ts';
import type { Recipients } from './inbox.ts';
import type { Processes } from './load-process.ts';
import { patience, restless } from './restless.ts';
import { StartEvents } from './start-events.ts';
import type { OuterStart } from './start-events.ts';
import { TestInstance } from './test-instance.ts';
import { unknownElement } from './unknown.ts';
import type { World } from './test-instance.ts';

export interface ProcessTestOptions {
  /** The clock at the start; any fixed instant by default, so that a test gives the same result on every day. */
  readonly now?: Date | number;
  readonly seed?: string;
  readonly budget?: number;
  /** Changes of behavior that new instances know; all that there are by default. Fewer = as an older release did it. */
  readonly flags?: readonly number[];
  /** Why the undo of an activity fails; null lets it succeed, as all do by default. */
  readonly failUndo?: (activity: string) => string | null;
  /** Why a data store cannot be read or written now; null lets it, as all do by default. */
  readonly failStore?: (store: string) => string | null;
  /** How an instance takes an input, for those who test the engine itself; the kernel's `step` by default. */
  readonly step?: typeof step;
  /** What decisions give, by decision id. One that is missing leaves its task waiting. */
  readonly decisions?: Readonly<Record<string, (variables: JsonObject) => Json>>;
}

export interface StartOptions {
  readonly businessId?: string;
  /** The start event to trigger; the none start event by default. */
  readonly startEvent?: string;
  /** Begin at these elements instead. */
  readonly startBefore?: readonly string[];
}

export interface MessageOptions {
  /** Milliseconds or an ISO-8601 duration for which it waits for somebody to take it; by default it does not. */
  readonly timeToLive?: number | string;
  /** While a message with this id, name and key is kept, another one is not taken. */
  readonly messageId?: string;
}

const keyDistance = 2n ** 22n;

/**
 * A world of processes without a server: a clock that moves only when told, jobs and tasks that the test completes. Called
 * processes run, messages and signals travel between the instances and start new ones. Everything is synchronous.
 */
export class ProcessTest implements World, Recipients {
  now: number;
  readonly seed: string;
  readonly budget: number;
  readonly step: typeof step;
  readonly instances: TestInstance[] = [];
  readonly startEvents: StartEvents;
  readonly processes: Processes;
  readonly #inbox: Inbox;
  readonly #flags: readonly number[];
  readonly #failUndo: ProcessTestOptions['failUndo'];
  readonly #failStore: ProcessTestOptions['failStore'];
  readonly #decisions: NonNullable<ProcessTestOptions['decisions']>;
  /** Activities whose undo has run, in order. */
  readonly undone: string[] = [];
  /** What the data stores of the diagrams hold, by name; a test may fill them. */
  readonly dataStores = new Map<string, Json>();
  /** A suspended instance keeps a timer that has fired until it is resumed. */
  readonly #fired = new Set<CommandId>();
  readonly #todo: (() => void)[] = [];
  /** Calls by the child's key. */
  readonly #callers = new Map<Key, { readonly caller: TestInstance; readonly command: CommandId }>();
  #nextKey = 1n;
  #busy = false;
  /** Messages that instances have sent since somebody outside has done something. */
  #published = 0;

  constructor(processes: Processes, options: ProcessTestOptions = {}) {
    this.processes = processes;
    this.now = Number(options.now ?? Date.UTC(2026, 0, 1));
    this.seed = options.seed ?? 'test';
    this.budget = options.budget ?? Infinity;
    this.step = options.step ?? step;
    this.#flags = options.flags ?? currentFlags;
    this.#decisions = options.decisions ?? {};
    this.#failUndo = options.failUndo;
    this.#failStore = options.failStore;
    this.startEvents = new StartEvents(processes.values(), () => this.now);
    this.#inbox = new Inbox(this);
  }

  /** Starts the only process, or the one of this id. */
  start(variables: JsonObject = {}, options: StartOptions & { readonly process?: string } = {}): TestInstance {
    return this.#start(this.#find(options.process), variables, options);
  }

  startBy({ linked, element }: OuterStart, variables: JsonObject): TestInstance {
    return this.#start(linked, variables, { startEvent: element });
  }

  #start(linked: Linked, variables: JsonObject, options: StartOptions): TestInstance {
    const { startEvent, startBefore, businessId = null } = options;
    this.#checkStart(linked, [...(startEvent === undefined ? [] : [startEvent]), ...(startBefore ?? [])]);
    const instance = this.#create(linked);
    this.#settle(() => {
      instance.act({
        type: 'created',
        key: instance.key,
        variables,
        flags: this.#flags,
        tenantId: '<default>',
        businessId,
        root: instance.key,
        parent: null,
        ...(startEvent !== undefined && { startEvent }),
        ...(startBefore !== undefined && { startBefore }),
      });
    });
    return instance;
  }

  /**
   * Moves the clock on by milliseconds or an ISO-8601 duration. Timers fire in the order they are due, and timer start events
   * start their instances.
   */
  advance(by: number | string): void {
    const until = this.#after(by);
    for (;;) {
      const timer = nextTimer(this.instances, until, this.#fired);
      const start = this.startEvents.nextDue;
      if (timer === null && start > until) break;
      if (timer !== null && timer.due <= start) this.#fire(timer);
      else this.#startDue(start);
    }
    this.now = until;
  }

  /**
   * Publishes a message, which one waiting instance of each process takes, or which starts one. Returns how many did at once;
   * with a time to live it is kept for those that come to wait for it later.
   */
  correlate(
    name: string,
    correlationKey: string | number,
    variables: JsonObject = {},
    options: MessageOptions = {},
  ): number {
    const { timeToLive = 0, messageId = null } = options;
    const lifetime = this.#after(timeToLive) - this.now;
    return this.#inbox.publish({
      name,
      correlationKey: String(correlationKey),
      variables,
      timeToLive: lifetime,
      messageId,
    });
  }

  /** Broadcasts a signal to everything that waits for it. Returns how many subscriptions and start events heard it. */
  signal(name: string, variables: JsonObject = {}): number {
    const starts = this.startEvents.ofSignal(name);
    let heard = starts.length;
    for (const instance of this.instances.slice()) {
      for (const [subscription, one] of Object.entries(instance.state.waits)) {
        if (one.kind !== 'signal' || one.signalName !== name || instance.state.waits[subscription] !== one) continue;
        this.#settle(() => {
          if (instance.refusal({ type: 'catchSignal', subscription, variables }) === null) heard += 1;
        });
      }
    }
    for (const start of starts) this.#inbox.occur(start, variables);
    return heard;
  }

  /** Starts an instance by each conditional start event whose condition is true of these variables, and returns them. */
  evaluateConditions(variables: JsonObject): readonly TestInstance[] {
    return this.startEvents.ofVariables(variables).flatMap((start) => this.#inbox.occur(start, variables));
  }

  /**
   * What start events that wait for several things have and what they lack, oldest first:
   * `both: 1 of 2 came, waits for message packed`.
   */
  get gatherings(): readonly string[] {
    return this.#inbox.gatherings;
  }

  /** All that happened in this world, instance by instance. */
  get events(): readonly Event[] {
    return this.instances.flatMap(({ events }) => events);
  }

  take(instance: TestInstance, commands: readonly Command[], withdrawn: readonly CommandId[]): void {
    for (const command of commands) this.#todo.push(() => this.#perform(instance, command));
    for (const id of withdrawn) {
      // A command that is called back but still outstanding is an activity with an undo: its end is awaited.
      this.#todo.push(() => {
        if (instance.state.outstanding[id] !== undefined) instance.answer(id, { type: 'activityCancelled' });
      });
    }
    if (instance.isEnded) this.#todo.push(() => this.#tellCaller(instance));
    if (!this.#busy) this.#settle(() => undefined);
  }

  /** Does what instances have asked for, and what that leads to. */
  #settle(act: () => unknown): void {
    if (this.#busy) {
      act();
      return;
    }
    this.#busy = true;
    try {
      act();
      this.#published = 0;
      do {
        for (let next = this.#todo.shift(); next !== undefined; next = this.#todo.shift()) next();
      } while (this.#inbox.redeliver());
    } finally {
      this.#busy = false;
    }
  }

  #perform(instance: TestInstance, command: Command): void {
    if (instance.state.outstanding[command.id] === undefined) return;
    switch (command.type) {
      case 'callProcess':
        return this.#call(instance, command);
      case 'escalateToCaller': {
        const { code, variables } = command;
        const call = this.#callers.get(instance.key);
        call?.caller.answer(call.command, { type: 'childEscalated', child: instance.key, code, variables });
        return instance.answer(command.id, { type: 'published' });
      }
      case 'cancelChild':
        this.instances
          .find(({ key }) => key === command.child)
          ?.act({ type: 'requested', request: { type: 'cancelInstance' } });
        return;
      case 'evaluateDecision':
        return this.#decide(instance, command);
      case 'publishMessage':
        // The thrower goes on before anybody hears it, as with the real inbox.
        instance.answer(command.id, { type: 'published' });
        this.#published += 1;
        if (this.#published > patience) throw restless(this.instances);
        this.#inbox.publish(command);
        return;
      case 'broadcastSignal':
        instance.answer(command.id, { type: 'published' });
        this.signal(command.name, command.variables);
        return;
      case 'undoActivity':
        return this.#undo(instance, command);
      case 'leaseKeys': {
        const first = BigInt(this.newKey());
        const last = first + keyDistance - 1n;
        return instance.answer(command.id, { type: 'keysLeased', first: String(first), last: String(last) });
      }
      case 'readData':
      case 'writeData':
        return this.#store(instance, command);
      // The test does these: it completes jobs and moves the clock.
      case 'runActivity':
      case 'startTimer':
        return;
    }
  }

  #store(instance: TestInstance, command: Extract<Command, { type: 'readData' | 'writeData' }>): void {
    const message = this.#failStore?.(command.store) ?? null;
    if (message !== null) return instance.answer(command.id, { type: 'failed', message });
    if (command.type === 'writeData') this.dataStores.set(command.store, command.value);
    instance.answer(command.id, { type: 'data', value: this.dataStores.get(command.store) ?? null });
  }

  #undo(instance: TestInstance, command: Extract<Command, { type: 'undoActivity' }>): void {
    const message = this.#failUndo?.(command.activity) ?? null;
    if (message !== null) return instance.answer(command.id, { type: 'undoFailed', message });
    this.undone.push(command.activity);
    instance.answer(command.id, { type: 'undone' });
  }

  #call(caller: TestInstance, command: Extract<Command, { type: 'callProcess' }>): void {
    const linked = this.processes.get(command.processId);
    if (linked === undefined) {
      return caller.answer(command.id, {
        type: 'childNotFound',
        message: `There is no process '${command.processId}'`,
      });
    }
    if (!hasNoneStart(linked.definition)) {
      const message = `Process '${command.processId}' has no none start event, so it cannot be called`;
      return caller.answer(command.id, { type: 'childNotFound', message });
    }
    const child = this.#create(linked);
    this.#callers.set(child.key, { caller, command: command.id });
    caller.answer(command.id, { type: 'childStarted', child: child.key, processId: command.processId });
    const { id, elementInstance, catches, businessId, variables } = command;
    child.act({
      type: 'created',
      key: child.key,
      variables,
      flags: this.#flags,
      tenantId: '<default>',
      businessId,
      root: caller.state.root,
      parent: { instance: caller.key, elementInstance, command: id, catches },
    });
  }

  #tellCaller(child: TestInstance): void {
    const call = this.#callers.get(child.key);
    const end = child.events.at(-1);
    if (call === undefined || end?.type !== 'instanceEnded') return;
    this.#callers.delete(child.key);
    const { key } = child;
    const { thrown, result } = end;
    if (thrown !== null) call.caller.answer(call.command, { type: 'childThrew', child: key, ...thrown });
    else if (result === null) call.caller.answer(call.command, { type: 'childTerminated', child: key });
    else call.caller.answer(call.command, { type: 'childCompleted', child: key, variables: result });
  }

  #decide(instance: TestInstance, command: Extract<Command, { type: 'evaluateDecision' }>): void {
    const decide = this.#decisions[command.decisionId];
    if (decide === undefined) return;
    const value = decide(variablesOf(instance.state, command.elementInstance));
    instance.answer(command.id, { type: 'decisionEvaluated', decisionKey: null, value, explanation: null });
  }

  newKey(): Key {
    this.#nextKey += 1n;
    return String(this.#nextKey * keyDistance);
  }

  #create(linked: Linked): TestInstance {
    const instance = new TestInstance(this, linked, this.newKey());
    this.instances.push(instance);
    return instance;
  }

  #find(processId: string | undefined): Linked {
    const [only, ...others] = this.processes.values();
    if (processId === undefined && only !== undefined && others.length === 0) return only;
    const found = processId === undefined ? undefined : this.processes.get(processId);
    if (found !== undefined) return found;
    const known = [...this.processes.keys()].join(', ');
    throw new Error(
      processId === undefined
        ? `Say which process to start; there are: ${known}`
        : `There is no process '${processId}'; there are: ${known}`,
    );
  }

  #checkStart({ definition }: Linked, elements: readonly ElementId[]): void {
    for (const id of elements) if (definition.elements[id] === undefined) throw unknownElement(definition, id);
  }

  /** The instant this much later; throws for a text that is no duration. */
  #after(by: number | string): number {
    if (typeof by === 'number') return this.now + by;
    const duration = parseDuration(by);
    if (duration === null) throw new Error(`'${by}' is no ISO-8601 duration such as PT10M or P3D`);
    return addDuration(this.now, duration);
  }

  #fire({ instance, due, command }: DueTimer): void {
    this.now = Math.max(this.now, due);
    this.#fired.add(command);
    this.#settle(() => instance.answer(command, { type: 'timerFired' }));
  }

  #startDue(due: number): void {
    this.now = Math.max(this.now, due);
    const start = this.startEvents.takeDue(this.now);
    if (start !== null) this.#inbox.occur(start, {});
  }
}
