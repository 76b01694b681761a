import type { Json, JsonObject } from '#engine/contracts/json.ts';
import {
  emptyState,
  isEnded,
  step as kernelStep,
  variablesOf,
  waitingJoins,
  waitingReasons,
} from '#engine/kernel/index.ts';
import type {
  Answer,
  Command,
  CommandId,
  Event,
  Input,
  InstanceState,
  JobWait,
  Key,
  Linked,
  Operation,
  Problem,
  UserTaskChange,
  UserTaskDetails,
  UserTaskWait,
  Wait,
} from '#engine/kernel/index.ts';
import { trace } from './trace.ts';
import type { TraceOptions } from './trace.ts';
import { unknownElement, unknownTarget } from './unknown.ts';

/** An input without what the clock and the seed add. */
export type Act = Input extends infer I ? (I extends Input ? Omit<I, 'now' | 'seed' | 'budget'> : never) : never;

/** What an instance asks of the world around it. */
export interface World {
  readonly now: number;
  readonly seed: string;
  /** Events per step; small ones show that a stop anywhere changes nothing. */
  readonly budget: number;
  /** The kernel's by default. */
  readonly step?: typeof kernelStep;
  /** Commands that the instance has sent or called back. */
  take(instance: TestInstance, commands: readonly Command[], withdrawn: readonly CommandId[]): void;
}

/** A process instance under test. Every method runs it to its next wait state before it returns. */
export class TestInstance {
  readonly key: Key;
  /** The process it is an instance of; another one once it has been migrated. */
  linked: Linked;
  readonly events: Event[] = [];
  readonly state: InstanceState = emptyState();
  readonly #world: World;

  constructor(world: World, linked: Linked, key: Key) {
    this.#world = world;
    this.linked = linked;
    this.key = key;
  }

  /** Feeds one input and runs on until the instance waits. Returns why it was refused, or nothing. */
  act(act: Act): readonly Problem[] {
    const { now, seed, budget, step = kernelStep } = this.#world;
    let outcome = step(this.linked, this.state, { ...act, now, seed, budget });
    if (!outcome.ok) return outcome.problems;
    const commands: Command[] = [];
    const withdrawn: CommandId[] = [];
    for (;;) {
      this.events.push(...outcome.events);
      commands.push(...outcome.commands);
      withdrawn.push(...outcome.withdrawn);
      if (!outcome.more) break;
      outcome = step(this.linked, this.state, { type: 'continued', now, seed, budget });
      if (!outcome.ok) throw new Error('A continued step was refused');
    }
    this.#world.take(this, commands, withdrawn);
    return [];
  }

  answer(command: CommandId, answer: Answer): void {
    this.act({ type: 'answered', command, answer });
  }

  /** Does what a caller may ask; throws when it is refused. See `refusal` to test that it is. */
  request(request: Operation): this {
    const [problem] = this.act({ type: 'requested', request });
    if (problem !== undefined) throw new Error(`${problem.code}: ${problem.message}`);
    return this;
  }

  /** The code of the first problem when the request is refused, else null. */
  refusal(request: Operation): Problem['code'] | null {
    return this.act({ type: 'requested', request })[0]?.code ?? null;
  }

  /** Goes on as an instance of another process; gives the code of the refusal, or null. */
  migrate(
    target: Linked,
    mapping: readonly { readonly source: string; readonly target: string }[],
  ): Problem['code'] | null {
    const request = { type: 'migrateInstance', definition: target.hash, mapping } as const;
    const [problem] = this.act({ type: 'requested', request, target });
    if (problem !== undefined) return problem.code;
    this.linked = target;
    return null;
  }

  /** Completes the oldest open job of this type, or of this element. */
  completeJob(target: string, variables: JsonObject = {}, result?: Json): this {
    const [key, job] = this.#job(target);
    if (job.command === null) {
      const completion = { type: 'completeJob', job: key, variables } as const;
      return this.request(result === undefined ? completion : { ...completion, result });
    }
    this.answer(job.command, { type: 'activityCompleted', variables, ...(result !== undefined && { result }) });
    return this;
  }

  /** Fails it with no retries left: an incident. */
  failJob(target: string, message = 'failed', variables: JsonObject = {}): this {
    const [key, job] = this.#job(target);
    if (job.command === null) return this.request({ type: 'failJob', job: key, message, variables });
    this.answer(job.command, { type: 'activityFailed', message });
    return this;
  }

  /** Throws a BPMN error from it. */
  throwError(target: string, code: string, variables: JsonObject = {}): this {
    const [key, job] = this.#job(target);
    if (job.command === null) return this.request({ type: 'throwJobError', job: key, code, message: '', variables });
    this.answer(job.command, { type: 'activityErrorThrown', code, message: '', variables });
    return this;
  }

  /** Gives the task to somebody, or takes it back (null). */
  assignUserTask(element: string, assignee: string | null): this {
    return this.changeUserTask(element, { assignee }, 'assign');
  }

  changeUserTask(element: string, change: UserTaskChange, action = 'update'): this {
    const [userTask] = this.#userTask(element);
    return this.request({ type: 'changeUserTask', userTask, change, action, allowOverride: true });
  }

  /** The open task as people see it. */
  userTask(element: string): UserTaskDetails {
    return this.#userTask(element)[1].task;
  }

  completeUserTask(element: string, variables: JsonObject = {}): this {
    const [userTask] = this.#userTask(element);
    return this.request({ type: 'completeUserTask', userTask, variables, action: 'complete' });
  }

  /** Sets variables as a job result would, from the process or from a live element. */
  setVariables(variables: JsonObject, options: { readonly element?: string; readonly local?: boolean } = {}): this {
    const scope = options.element === undefined ? this.key : this.elementKey(options.element);
    return this.request({ type: 'setVariables', scope, variables, local: options.local ?? false });
  }

  /** Resolves the only incident, or that of an element. A failed job gets one more retry first. */
  resolveIncident(element?: string): this {
    if (element !== undefined) this.#checkElement(element);
    const isMeant = (one: Wait): boolean => element === undefined || one.element === element;
    const [incident, wait] = this.#wait(
      'incident',
      isMeant,
      element === undefined ? 'incident' : `incident at ${element}`,
    );
    const job = wait.job === null ? undefined : this.state.waits[wait.job];
    if (wait.job !== null && job?.kind === 'job' && job.retries < 1) {
      this.request({ type: 'updateJobRetries', job: wait.job, retries: 1 });
    }
    return this.request({ type: 'resolveIncident', incident });
  }

  cancel(): this {
    return this.request({ type: 'cancelInstance' });
  }

  suspend(): this {
    return this.request({ type: 'suspendInstance' });
  }

  /** Timers that came due while it was suspended fire now. */
  resume(): this {
    return this.request({ type: 'resumeInstance' });
  }

  /**
   * Goes on at these elements too, or behind those as if they had just completed, and ends every live instance of the last:
   * all of it, or none of it.
   */
  modify(change: {
    readonly activate?: readonly string[];
    readonly activateAfter?: readonly string[];
    readonly terminate?: readonly string[];
  }): this {
    const { activate: at = [], activateAfter: behind = [] } = change;
    const activate = [
      ...at.map((element) => ({ element, ancestor: null, variables: [] })),
      ...behind.map((element) => ({ element, ancestor: null, variables: [], after: true })),
    ];
    const terminate = (change.terminate ?? []).flatMap((element) => this.#outermost(element));
    return this.request({ type: 'modifyInstance', activate, move: [], terminate });
  }

  /** Takes every token from one element to another, or behind it. */
  move(from: string, to: string, place: 'before' | 'after' = 'before'): this {
    const move = [{ from, to, ancestor: null, variables: [], ...(place === 'after' && { after: true }) }];
    return this.request({ type: 'modifyInstance', activate: [], move, terminate: [] });
  }

  /** What happened, one line each; see `trace`. */
  trace(options: TraceOptions = {}): readonly string[] {
    return trace(this.events, options);
  }

  get status(): InstanceState['status'] {
    return this.state.status;
  }

  get isEnded(): boolean {
    return isEnded(this.state);
  }

  /** The result of a completed instance, else what its process scope holds, or what a live element sees. */
  variables(element?: string): JsonObject {
    if (element !== undefined) return variablesOf(this.state, this.elementKey(element));
    return this.state.result ?? this.state.elements[this.key]?.variables ?? {};
  }

  variable(name: string, element?: string): Json | undefined {
    return this.variables(element)[name];
  }

  /** How often an element has completed. */
  completions(element: string): number {
    this.#checkElement(element);
    return this.trace({ show: ['elements'] }).filter((line) => line === `completed ${element}`).length;
  }

  /** Ids of the live elements that contain no other, sorted. */
  active(): readonly string[] {
    return Object.values(this.state.elements)
      .filter(({ children, scope }) => children === 0 && scope !== null)
      .map(({ element }) => element)
      .sort();
  }

  /**
   * What it waits for: `job charge at Task_Charge`, `timer at Timeout` … sorted. Tokens at a join (`token at Join`) are named
   * only where nothing else is waited for, so that they may wait for ever.
   */
  waiting(): readonly string[] {
    const reasons = waitingReasons(this.state).map(describeWait);
    const tokens = waitingJoins(this.state).map(({ gateway }) => `token at ${gateway}`);
    return (reasons.length > 0 ? reasons : tokens).sort();
  }

  /** `TYPE at element: message` of each open incident. */
  incidents(): readonly string[] {
    return waitingReasons(this.state).flatMap((one) =>
      one.kind === 'incident' ? [`${one.incident} at ${one.element}: ${one.message}`] : [],
    );
  }

  /** The key of the oldest live instance of an element. */
  elementKey(element: string): Key {
    const [oldest] = this.#liveKeys(element);
    if (oldest === undefined) throw new Error(`${element} is not active; ${this.#standing()}`);
    return oldest;
  }

  #liveKeys(element: string): readonly Key[] {
    this.#checkElement(element);
    return Object.values(this.state.elements).flatMap((one) => (one.element === element ? [one.key] : []));
  }

  /** The rounds of a multi-instance end with their body. */
  #outermost(element: string): readonly Key[] {
    const { elements } = this.state;
    return this.#liveKeys(element).filter((key) => elements[elements[key]?.scope ?? '']?.element !== element);
  }

  #checkElement(element: string): void {
    const { definition } = this.linked;
    if (definition.elements[element] === undefined) throw unknownElement(definition, element);
  }

  #userTask(element: string): readonly [Key, UserTaskWait] {
    this.#checkElement(element);
    return this.#wait('userTask', (one) => one.element === element, `open user task ${element}`);
  }

  #job(target: string): readonly [Key, JobWait] {
    const unknown = unknownTarget(this.linked.definition, target);
    if (unknown !== null) throw unknown;
    const isMeant = (one: Wait): boolean =>
      one.kind === 'job' && one.state === 'open' && (one.element === target || one.type === target);
    return this.#wait('job', isMeant, `open job ${target}`);
  }

  #wait(kind: 'job', isMeant: (wait: Wait) => boolean, what: string): readonly [Key, JobWait];
  #wait(kind: 'userTask', isMeant: (wait: Wait) => boolean, what: string): readonly [Key, UserTaskWait];
  #wait(
    kind: 'incident',
    isMeant: (wait: Wait) => boolean,
    what: string,
  ): readonly [Key, Extract<Wait, { kind: 'incident' }>];
  #wait(kind: Wait['kind'], isMeant: (wait: Wait) => boolean, what: string): readonly [Key, Wait] {
    // Not by a list of all: an instance may hold ten thousand jobs, and the oldest is the first.
    for (const key in this.state.waits) {
      const one = this.state.waits[key];
      if (one?.kind === kind && isMeant(one)) return [key, one];
    }
    throw new Error(`There is no ${what}; ${this.#standing()}`);
  }

  /** Where it stands, for the message of an error. */
  #standing(): string {
    if (this.isEnded) return `the instance is ${this.status}`;
    return `it waits for: ${this.waiting().join(', ') || 'nothing'}`;
  }
}

function describeWait(wait: Wait): string {
  switch (wait.kind) {
    case 'job':
      return `job ${wait.type} at ${wait.element}`;
    case 'message':
      return `message ${wait.messageName} (${wait.correlationKey}) at ${wait.element}`;
    case 'signal':
      return `signal ${wait.signalName} at ${wait.element}`;
    case 'incident':
      return `incident ${wait.incident} at ${wait.element}`;
    case 'userTask':
    case 'timer':
    case 'condition':
    case 'compensation':
      return `${wait.kind} at ${wait.element}`;
  }
}
