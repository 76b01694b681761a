import type { JsonObject } from '#engine/contracts/json.ts';
import type { Key } from '#engine/kernel/index.ts';
import { Gatherings } from './gatherings.ts';
import type { OuterStart, StartEvents } from './start-events.ts';
import type { TestInstance } from './test-instance.ts';

/** What an inbox needs of the world that it delivers to. */
export interface Recipients {
  readonly now: number;
  readonly instances: readonly TestInstance[];
  readonly startEvents: StartEvents;
  newKey(): Key;
  /** Starts an instance by a start event that something from outside has triggered. */
  startBy(start: OuterStart, variables: JsonObject): TestInstance;
}

export interface NewMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: JsonObject;
  /** Milliseconds; 0 = taken at once or never. */
  readonly timeToLive: number;
  /** While a message of this id, name and key is buffered, another one is refused. Null = none. */
  readonly messageId: string | null;
}

interface Buffered extends NewMessage {
  readonly key: Key;
  readonly expires: number;
  /** Ids of the processes that have had it: each has it once. */
  readonly takenBy: Set<string>;
}

/**
 * Messages as the product's inbox treats them: one goes to one waiting instance of each process, or starts one where a start
 * event waits for it, while no instance that was started with the same key is alive; what nobody takes is kept as long as it
 * lives.
 */
export class Inbox {
  readonly #world: Recipients;
  #buffered: readonly Buffered[] = [];
  /** Who was started by message with a process's key: while it lives, the key starts no other one. */
  readonly #locks = new Map<string, TestInstance | 'starting'>();
  readonly #gatherings = new Gatherings();

  constructor(world: Recipients) {
    this.#world = world;
  }

  /** Answers how many instances have taken it or were started by it at once. */
  publish(message: NewMessage): number {
    this.#expire();
    const isDuplicate = (one: Buffered): boolean =>
      one.messageId === message.messageId && one.name === message.name && one.correlationKey === message.correlationKey;
    if (message.messageId !== null && this.#buffered.some(isDuplicate)) return 0;
    const { now } = this.#world;
    const kept: Buffered = {
      ...message,
      key: this.#world.newKey(),
      expires: now + message.timeToLive,
      takenBy: new Set(),
    };
    if (message.timeToLive > 0) this.#buffered = [...this.#buffered, kept];
    return this.#deliver(kept);
  }

  /** Offers what is kept to whoever waits by now. Answers whether somebody took something. */
  redeliver(): boolean {
    if (this.#startGathered().length > 0) return true;
    if (this.#buffered.length === 0) return false;
    this.#expire();
    return this.#buffered.some((message) => this.#deliver(message) > 0);
  }

  /** A signal, a timer or a condition has come for a start event. Answers the instances that it starts. */
  occur(start: OuterStart, variables: JsonObject): readonly TestInstance[] {
    if (start.parts.length === 0) return [this.#world.startBy(start, variables)];
    this.#gatherings.join({ start, variables, correlationKey: null });
    return this.#startGathered();
  }

  /** What start events that wait for several things have and what they lack, in words. */
  get gatherings(): readonly string[] {
    return this.#gatherings.describe();
  }

  #expire(): void {
    const { now } = this.#world;
    this.#buffered = this.#buffered.filter(({ expires }) => expires > now);
  }

  #deliver(message: Buffered): number {
    const before = message.takenBy.size;
    for (const instance of this.#world.instances.slice()) this.#offer(instance, message);
    for (const start of this.#world.startEvents.ofMessage(message.name)) this.#start(start, message);
    return message.takenBy.size - before;
  }

  #offer(instance: TestInstance, message: Buffered): void {
    const { processId } = instance.linked.definition;
    if (message.takenBy.has(processId)) return;
    const { name, correlationKey } = message;
    const subscription = Object.entries(instance.state.waits).find(
      ([, one]) => one.kind === 'message' && one.messageName === name && one.correlationKey === correlationKey,
    )?.[0];
    if (subscription === undefined) return;
    message.takenBy.add(processId);
    const { key: messageKey, variables } = message;
    const problem = instance.refusal({ type: 'correlateMessage', subscription, messageKey, variables });
    // A suspended instance takes no messages; another one may.
    if (problem !== null) message.takenBy.delete(processId);
  }

  #start(start: OuterStart, message: Buffered): void {
    const { processId } = start.linked.definition;
    const { correlationKey, variables } = message;
    if (message.takenBy.has(processId) || this.#isLocked(start, correlationKey)) return;
    message.takenBy.add(processId);
    if (start.parts.length === 0) {
      this.#startWith(correlationKey, start, variables);
      return;
    }
    this.#gatherings.join({ start, variables, correlationKey });
    this.#startGathered();
  }

  /** Starts what is complete, with what came merged in the order in which it came; what waits for its key stays. */
  #startGathered(): readonly TestInstance[] {
    const started: TestInstance[] = [];
    for (;;) {
      const next = this.#gatherings.takeComplete((one) => !this.#isLocked(one.start, one.correlationKey));
      if (next === null) return started;
      const variables = Object.fromEntries([...next.came.values()].flatMap((one) => Object.entries(one)));
      started.push(this.#startWith(next.correlationKey, next.start, variables));
    }
  }

  /** The key is held from the first moment on: what is kept is offered again before the instance has come to rest. */
  #startWith(correlationKey: string, start: OuterStart, variables: JsonObject): TestInstance {
    const lock = lockOf(start, correlationKey);
    this.#locks.set(lock, 'starting');
    const instance = this.#world.startBy(start, variables);
    this.#locks.set(lock, instance);
    return instance;
  }

  #isLocked(start: OuterStart, correlationKey: string): boolean {
    const holder = correlationKey === '' ? undefined : this.#locks.get(lockOf(start, correlationKey));
    return holder === 'starting' || holder?.isEnded === false;
  }
}

function lockOf({ linked }: OuterStart, correlationKey: string): string {
  return JSON.stringify([linked.definition.processId, correlationKey]);
}
