import { sleep, upsertMemo, workflowInfo } from '@temporalio/workflow';
import type {
  CarriedState,
  ChildEnded,
  Fence,
  InstanceIdentity,
  RequestAnswer,
  StartArguments,
} from '#engine/contracts/wire/process-instance.ts';
import type { LongActivityEnded } from '#engine/contracts/wire/long-activity.ts';
import type { RunAheadResult } from '#engine/contracts/wire/runtime-activities.ts';
import { emptyState, isEnded, step } from '#engine/kernel/index.ts';
import type { Answer, Command, Event, Given, Input, InstanceState, Linked, Outcome } from '#engine/kernel/index.ts';
import { sayAsHost } from '#engine/kernel/words/say.ts';
import { Answers } from './answers.ts';
import { CommandRunner } from './command-runner.ts';
import { commandsPerTask, eventsPerStep, knownFlags, leavesTracePerTask, longestChain } from './limits.ts';
import { linkDelivered } from './linked-definitions.ts';
import { runtime } from './runtime-calls.ts';
import { projection } from './sinks.ts';
import { TaskPosition } from './task-position.ts';
import { TaskTrace } from './task-trace.ts';

type WithoutGiven<I> = I extends unknown ? Omit<I, keyof Given> : never;

/** An input before the host adds time, seed and budget. */
export type Happening = WithoutGiven<Input>;

export type InstanceStart = StartArguments<InstanceState>;

interface Submission {
  readonly happening: Happening;
  /** The caller's request that this is; it gets an answer. */
  readonly request?: string;
}

/**
 * Runs one instance: takes inputs one after the other, hands their events to the projection, and lets the command runner
 * do what the kernel asks for. Everything is synchronous up to the real waits, because a promise costs 42 µs here.
 */
export class InstanceHost {
  readonly start: InstanceStart;
  readonly state: InstanceState;
  readonly answers: Answers;
  readonly trace = new TaskTrace();
  readonly #commands: CommandRunner;
  readonly #position: TaskPosition;
  readonly #queue: Submission[] = [];
  readonly #targets = new Map<string, Linked>();
  #linked: Linked;
  #held = false;
  #outcome: ChildEnded['outcome'] | null = null;
  #fault: { readonly error: unknown } | null = null;

  constructor(start: InstanceStart, linked: Linked) {
    this.start = start;
    this.#linked = linked;
    this.state = start.carried?.state ?? emptyState();
    this.answers = new Answers(start.carried?.answered ?? []);
    this.#position = new TaskPosition(start.carried?.run ?? 0);
    this.#commands = new CommandRunner(this, start.carried?.children ?? {});
  }

  get linked(): Linked {
    return this.#linked;
  }

  get isEnded(): boolean {
    return isEnded(this.state);
  }

  /** Runs what Temporal's own cancellation must not end: that is a request to the instance. */
  shielded<T>(work: () => Promise<T>): Promise<T> {
    return this.#commands.shielded(work);
  }

  /** A fault of ours: the workflow task must fail, so that it is tried again after a fix (design decision D8). */
  get fault(): { readonly error: unknown } | null {
    return this.#fault;
  }

  /** An instance keeps the kernel's behavior of the version that started it; an older worker must not run it. */
  refuseUnknownFlags(): void {
    const flags = this.start.carried?.state.flags ?? this.start.flags;
    const unknown = flags.filter((flag) => !knownFlags.has(flag));
    if (unknown.length === 0) return;
    const message = sayAsHost('worker.older', { flags: unknown.join(', ') });
    this.fail(new Error(message), message);
  }

  /** The first input, or all that the run before left outstanding. */
  begin(): void {
    if (this.#fault !== null) return;
    if (this.start.carried !== undefined) {
      projection.began(this.state.seq, this.state.digest);
      void this.#resume();
      return;
    }
    const { key, variables, flags, tenantId, businessId, root, parent, startEvent, startBefore } = this.start;
    this.submit({
      type: 'created',
      key,
      variables,
      flags,
      tenantId,
      businessId,
      root,
      parent,
      ...(startEvent === undefined ? {} : { startEvent }),
      ...(startBefore === undefined ? {} : { startBefore }),
    });
  }

  /** Takes the input at once, or after those that came before it. */
  submit(happening: Happening, request?: string): void {
    this.#queue.push(request === undefined ? { happening } : { happening, request });
    if (!this.#held) this.#guard(() => this.#work());
  }

  /** While held, inputs queue: something else owns the state. Whoever holds must release. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#guard(() => this.#work());
  }

  childEnded(ended: ChildEnded): void {
    this.#guard(() => this.#commands.childEnded(ended));
  }

  longActivityEnded(ended: LongActivityEnded): void {
    this.#guard(() => this.#commands.longActivityEnded(ended));
  }

  /** Brings the definition that a migration leads to. */
  async prepareTarget(hash: string): Promise<void> {
    if (this.#targets.has(hash)) return;
    this.trace.localStarted();
    try {
      const delivered: unknown = await runtime['silkflow.loadDefinition'](hash);
      if (delivered instanceof Uint8Array) this.#targets.set(hash, linkDelivered(delivered));
    } finally {
      this.trace.localEnded();
    }
  }

  /** Something that was thrown where only a fault of ours can throw; or what else keeps it from going on, in words. */
  fail(error: unknown, trouble = error instanceof Error ? `${error.name}: ${error.message}` : String(error)): void {
    if (this.#fault !== null) return;
    this.#fault = { error };
    projection.trouble(this.start.key, trouble);
  }

  /** Near the history limit: nothing new may start that could not be carried over. */
  get isDraining(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested || historyLength >= (this.start.historyLimit ?? Number.POSITIVE_INFINITY);
  }

  /** How the instance ended, as its parent must hear it; null while it lives. */
  get outcome(): ChildEnded['outcome'] | null {
    return this.#outcome;
  }

  /** Whether all that is under way would survive a continue-as-new. */
  get isQuiet(): boolean {
    return !this.#held && this.#queue.length === 0 && this.#commands.isQuiet;
  }

  carry(): CarriedState<InstanceState> {
    return {
      run: (this.start.carried?.run ?? 0) + 1,
      state: this.state,
      answered: this.answers.list(),
      children: this.#commands.children,
    };
  }

  /** Starts again what the run before left outstanding, a part per task: thousands of timers at once would take seconds. */
  async #resume(): Promise<void> {
    this.hold();
    try {
      const commands = Object.values(this.state.outstanding);
      for (let first = 0; first < commands.length; first += commandsPerTask) {
        if (first > 0) await sleep(1);
        for (const command of commands.slice(first, first + commandsPerTask)) this.#commands.perform(command);
      }
      if (commands.length === 0) this.leaveTrace();
      this.release();
      if (this.state.queue.length > 0) this.submit({ type: 'continued' });
    } catch (error) {
      this.fail(error);
    }
  }

  #guard(work: () => void): void {
    if (this.#fault !== null) return;
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  #work(): void {
    while (!this.#held) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      const { issued } = this.#commands;
      const outcome = this.#take(next);
      if (!outcome.ok) continue;
      if (outcome.more) void this.#unwind();
      else if (next.request === undefined) this.#oweTrace(issued);
    }
  }

  /**
   * A task that changes the state must not be empty; see flags 1 and 17 of `currentFlags`. An answered request leaves its own
   * events.
   */
  #oweTrace(issuedBefore: number): void {
    if (this.isEnded) return;
    if (leavesTracePerTask(this.start.flags) && !this.trace.isPerInput) this.trace.owe();
    else if (this.#commands.issued === issuedBefore) this.leaveTrace();
  }

  /** Whether this task would be empty, asked when all of it has gone on. */
  owesTrace(): boolean {
    return !this.isEnded && this.trace.isDue();
  }

  leaveTrace(): void {
    this.trace.left();
    const { flags, processId } = this.start;
    if (flags.includes(1) && !this.isEnded && this.#fault === null) upsertMemo({ processId });
  }

  /** Takes what a fused run has taken, with the same time and seed, and must come to the same state. */
  takeAhead(command: Command, { inputs, digest }: RunAheadResult): void {
    this.#guard(() => {
      const due: Command[] = inputs.length === 0 ? [command] : [];
      let more = false;
      for (const { command: id, answer, now, seed } of inputs) {
        const happening: Happening = { type: 'answered', command: id, answer: asAnswer(answer) };
        const outcome = this.#step({ happening }, { now, seed, budget: eventsPerStep });
        if (!outcome.ok) throw new Error(`A fused run took ${id}, which is refused here`);
        for (const withdrawn of outcome.withdrawn) this.#commands.withdraw(withdrawn);
        due.push(...outcome.commands);
        more = outcome.more;
      }
      if (inputs.length > 0 && this.state.digest !== digest) {
        throw new Error(`A fused run came to the digest ${digest}, its repetition here to ${this.state.digest}`);
      }
      this.#held = false;
      const open = due.filter(({ id }) => this.state.outstanding[id] !== undefined);
      // A task that threw in the fused run is tried alone, with its retries.
      if (inputs.length === 0) for (const one of open) this.#commands.perform(one);
      else this.#commands.performAll(open);
      if (more) void this.#unwind();
      this.#work();
    });
  }

  #take(submission: Submission): Outcome {
    const outcome = this.#step(submission, this.given());
    if (outcome.ok) {
      for (const id of outcome.withdrawn) this.#commands.withdraw(id);
      this.#commands.performAll(outcome.commands);
    }
    return outcome;
  }

  #step({ happening, request }: Submission, given: Given): Outcome {
    const base = this.state.seq;
    const fence = this.#position.now();
    const target = this.#targetOf(happening);
    const outcome = step(this.#linked, this.state, { ...happening, ...given, ...(target && { target }) });
    if (target !== undefined && outcome.ok) this.#linked = target;
    const answered = request === undefined ? [] : [this.answers.settle(request, outcome)];
    const events = outcome.ok ? outcome.events : [];
    if (events.length > 0 || answered.length > 0) {
      this.#project(fence, base, events, answered);
    }
    if (outcome.ok) this.#noteEnd(events);
    return outcome;
  }

  #project(fence: Fence, base: number, events: readonly Event[], answered: readonly RequestAnswer[]): void {
    projection.write({ instance: this.#identity(), fence, base, digest: this.state.digest, events, answered });
  }

  /** The definition that a migration leads to; `prepareTarget` has brought it. */
  #targetOf(happening: Submission['happening']): Linked | undefined {
    const isMigration = happening.type === 'requested' && happening.request.type === 'migrateInstance';
    return isMigration ? this.#targets.get(happening.request.definition) : undefined;
  }

  /** The caller of a request gave up before this task began, and was told that nothing was done. */
  refuseExpired(id: string): void {
    const message = 'The request came too late: its caller has been told that it was withdrawn';
    const problem = { code: 'INVALID_STATE', key: 'request.expired', values: {}, message } as const;
    const answered = [this.answers.settle(id, { ok: false, problems: [problem] })];
    // Without events, but an attempt before this one may have taken the request: its rows are taken back.
    this.#project(this.#position.now(), this.state.seq, [], answered);
  }

  #noteEnd(events: readonly Event[]): void {
    const ended = this.isEnded ? events.findLast((event) => event.type === 'instanceEnded') : undefined;
    if (ended === undefined) return;
    const { status, result, thrown } = ended;
    if (thrown !== null) {
      this.#outcome = { kind: 'threw', thrown: thrown.kind, code: thrown.code, variables: thrown.variables };
    } else if (status === 'completed') this.#outcome = { kind: 'completed', variables: result ?? {} };
    else this.#outcome = { kind: 'terminated' };
  }

  /** Goes on with what the budget left over; a chain without end becomes an incident of the element that loops. */
  async #unwind(): Promise<void> {
    this.hold();
    try {
      for (let steps = 1; ; steps += 1) {
        await sleep(1);
        const { issued } = this.#commands;
        const outcome = this.#take({ happening: { type: steps < longestChain ? 'continued' : 'halted' } });
        if (outcome.ok && outcome.more) continue;
        if (leavesTracePerTask(this.start.flags)) this.#oweTrace(issued);
        break;
      }
      this.release();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Time, seed and budget of the next input. */
  given(): Given {
    // The first run's id is the same after a reset, and in every replay.
    const seed = `${workflowInfo().firstExecutionRunId}:${this.state.seq}`;
    return { now: Date.now(), seed, budget: eventsPerStep };
  }

  #identity(): InstanceIdentity {
    const { key, tenantId, processDefinitionKey, processId, version, businessId, root, parent } = this.start;
    return {
      key,
      tenantId,
      processDefinitionKey,
      processId,
      version,
      definition: this.state.definition,
      businessId,
      root,
      parent: parent?.instance ?? null,
      parentElementInstance: parent?.elementInstance ?? null,
    };
  }
}

/** The fused run's answers are the kernel's own, made plain JSON on their way. */
function asAnswer(answer: RunAheadResult['inputs'][number]['answer']): Answer {
  return answer as Answer;
}
