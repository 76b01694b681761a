import type { Element, ElementId, SequenceFlow } from '#engine/model/definition.ts';
import { apply } from './appliers/apply.ts';
import type { AnyBehavior, Behaviors } from './behavior.ts';
import type { Command, CommandId } from './contract/command.ts';
import type { Event, EventBody } from './contract/event.ts';
import type { Given } from './contract/input.ts';
import type { Linked } from './contract/linked.ts';
import type { PendingStep } from './contract/pending-step.ts';
import type { ElementInstance, InstanceState, Key } from './contract/state.ts';
import { keyAt } from './keys.ts';
import { randomFrom } from './random.ts';
import { fork, isEnded } from './state.ts';

/** One call of `step` under way: the definition, the state, what it has written so far, and the work it still has. */
export class Run {
  readonly events: Event[] = [];
  /** FIFO; `head` moves instead of shifting. Work of earlier steps lies in `state.queue` and goes first. */
  readonly #work: PendingStep[] = [];
  #head = 0;
  #sent = new Map<CommandId, Command>();
  #withdrawn = new Set<CommandId>();
  #random: (() => number) | null = null;
  linked: Linked;
  readonly state: InstanceState;
  readonly given: Given;
  readonly #behaviors: Behaviors;

  constructor(linked: Linked, state: InstanceState, given: Given, behaviors: Behaviors) {
    this.linked = linked;
    this.state = state;
    this.given = given;
    this.#behaviors = behaviors;
  }

  /** A run on a copy of the state, to see what something would lead to. It costs a copy: not for what happens often. */
  trial(): Run {
    return new Run(this.linked, fork(this.state), this.given, this.#behaviors);
  }

  /** Applies the event and appends it: what follows reads what was written. */
  write(body: EventBody): void {
    const event: Event = { at: this.given.now, ...body };
    apply(this.state, event);
    this.events.push(event);
  }

  /** A fresh key. Write the event that carries it before asking for the next one. */
  newKey(): Key {
    return keyAt(this.state, this.given.now, 0);
  }

  /** Sends a command to the host; it stays outstanding until it is answered or withdrawn. */
  send(command: Command): void {
    this.write({ type: 'commandSent', command });
    this.#sent.set(command.id, command);
  }

  /** The host's answer has come: the command is settled. */
  settle(command: CommandId): void {
    if (this.state.outstanding[command] === undefined) return;
    this.write({ type: 'commandSettled', command });
  }

  /** The answer is not wanted any more: the host cancels the command. */
  withdraw(command: CommandId): void {
    if (this.state.outstanding[command] === undefined) return;
    this.write({ type: 'commandSettled', command });
    if (!this.#sent.delete(command)) this.#withdrawn.add(command);
  }

  /** Asks the host to cancel the command but still waits for its answer. */
  recall(command: CommandId): void {
    if (this.state.outstanding[command] !== undefined) this.#withdrawn.add(command);
  }

  queue(step: PendingStep): void {
    this.#work.push(step);
  }

  /** The next piece of work, or null when none is left. */
  next(): PendingStep | null {
    this.#random = null;
    const carried = this.state.queue[0];
    if (carried !== undefined) {
      this.write({ type: 'dequeued' });
      return carried;
    }
    const step = this.#work[this.#head];
    if (step === undefined) return null;
    this.#head += 1;
    return step;
  }

  get hasWork(): boolean {
    return this.state.queue.length > 0 || this.#head < this.#work.length;
  }

  /** Puts what the budget leaves over into the state. Of an instance that has ended nothing is left to do. */
  park(): void {
    for (let at = this.#head; at < this.#work.length && !isEnded(this.state); at += 1) {
      const step = this.#work[at];
      if (step !== undefined) this.write({ type: 'queued', step });
    }
    this.#work.length = 0;
    this.#head = 0;
  }

  /** The instance has migrated: from here on this definition is meant. */
  relink(linked: Linked): void {
    this.linked = linked;
  }

  /** Forgets the tokens on their way in this scope. */
  dropTokens(scope: Key): void {
    this.write({ type: 'tokensDropped', scope });
    const left = this.#work.slice(this.#head).filter((step) => step.type !== 'enter' || step.scope !== scope);
    this.#work.length = 0;
    this.#work.push(...left);
    this.#head = 0;
  }

  get commands(): readonly Command[] {
    return [...this.#sent.values()].filter(({ id }) => this.state.outstanding[id] !== undefined);
  }

  get withdrawn(): readonly CommandId[] {
    return [...this.#withdrawn];
  }

  element(id: ElementId): Element {
    const element = this.linked.definition.elements[id];
    if (element === undefined) throw new Error(`Definition ${this.linked.hash} has no element ${id}`);
    return element;
  }

  flow(id: string): SequenceFlow {
    const flow = this.linked.definition.flows[id];
    if (flow === undefined) throw new Error(`Definition ${this.linked.hash} has no flow ${id}`);
    return flow;
  }

  behaviorOf(instance: { readonly kind: ElementInstance['kind'] }): AnyBehavior {
    return this.#behaviors[instance.kind];
  }

  /** The live element under this key, or undefined when it has ended. */
  find(key: Key): ElementInstance | undefined {
    return this.state.elements[key];
  }

  live(key: Key): ElementInstance {
    const instance = this.state.elements[key];
    if (instance === undefined) throw new Error(`No live element has the key ${key}`);
    return instance;
  }

  /** Draws from the seed and the history so far; each piece of work has its own stream, wherever a budget stops. */
  random(): number {
    this.#random ??= randomFrom(`${this.given.seed}:${this.state.digest}`);
    return this.#random();
  }
}
