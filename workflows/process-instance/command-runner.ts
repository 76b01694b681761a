import { CancellationScope, sleep } from '@temporalio/workflow';
import type { ChildEnded } from '#engine/contracts/wire/process-instance.ts';
import type { LongActivityEnded } from '#engine/contracts/wire/long-activity.ts';
import type { RunAheadInput } from '#engine/contracts/wire/runtime-activities.ts';
import type { Answer, AnswerTo, Command, CommandId } from '#engine/kernel/index.ts';
import { ActivityCalls, activityFailure } from './activity-calls.ts';
import { activityAnswer } from './activity-input.ts';
import { ChildCalls } from './child-calls.ts';
import { isFusable, isWorthFusing } from './fusable.ts';
import type { Fusable } from './fusable.ts';
import { hasFewPromises } from './limits.ts';
import { LongActivities } from './long-activities.ts';
import { escalateToCaller } from './escalations.ts';
import type { InstanceHost } from './instance-host.ts';
import { broadcastSignal, evaluateDecision, leaseKeys, publishMessage, readData, writeData } from './runtime-calls.ts';
import { runtime } from './runtime-calls.ts';
import { waitUntil } from './timers.ts';

type ChildCommand = Extract<Command, { type: 'callProcess' | 'runActivity' | 'undoActivity' }>;
type RunActivity = Extract<Command, { type: 'runActivity' }>;

const mostUses = 50;

/** Runs what it is given as it is: the base class adds two promises, which cost as much as a small step each. */
class PlainScope extends CancellationScope {
  protected override runInContext<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}

class CommandScope extends PlainScope {
  #uses = 0;

  /** Whether another command may run in it. Each activity leaves a handler behind, which does nothing once it has ended. */
  isFreeAgain(): boolean {
    this.#uses += 1;
    return this.#uses < mostUses && !this.consideredCancelled;
  }
}

/** Does what the kernel asks for, and answers it. Only real waits are asynchronous here. */
export class CommandRunner {
  readonly #host: InstanceHost;
  readonly #running = new Map<CommandId, CancellationScope>();
  readonly #shield = new PlainScope({ cancellable: false });
  /** Of activities that have ended: a new scope makes three promises. */
  readonly #freeScopes: CommandScope[] = [];
  /** Commands under way that a continue-as-new would lose. */
  #busy = 0;
  #issued = 0;
  #stranded = false;
  readonly #activities: ActivityCalls;
  readonly #children: ChildCalls;
  readonly #longActivities: LongActivities;

  constructor(host: InstanceHost, children: Readonly<Record<string, string>>) {
    this.#host = host;
    this.#activities = new ActivityCalls(host);
    this.#children = new ChildCalls(host, children);
    this.#longActivities = new LongActivities(host, this.#children);
  }

  get isQuiet(): boolean {
    return this.#busy === 0;
  }

  /** Out of reach of Temporal's own cancellation, which is the instance's to handle, as a request. */
  shielded<T>(work: () => Promise<T>): Promise<T> {
    return this.#shield.run(work);
  }

  /** Counts what has been asked of Temporal, cancellations included. */
  get issued(): number {
    return this.#issued;
  }

  /** Command → workflow id of the children that run. */
  get children(): Readonly<Record<CommandId, string>> {
    return this.#children.running;
  }

  /** What one input has made due. A single local activity or decision that others follow runs ahead with them. */
  performAll(commands: readonly Command[]): void {
    const first = this.#toFuse(commands);
    for (const command of commands) if (command !== first) this.perform(command);
    if (first !== null) this.#runAhead(first);
  }

  perform(command: Command): void {
    switch (command.type) {
      case 'runActivity':
        if (this.#longActivities.isLong(command)) return this.#startChild(command);
        if (this.#activities.admit(command)) this.#runActivity(command);
        return;
      case 'undoActivity':
        if (this.#longActivities.isLong(command)) return this.#startChild(command);
        return this.#launch(command, () => this.#activities.undo(command));
      case 'startTimer':
        return this.#launch(command, () => waitUntil(command.due));
      case 'callProcess':
        return this.#startChild(command);
      case 'escalateToCaller':
        return this.#launch(command, () => escalateToCaller(this.#host, command));
      case 'cancelChild':
        return this.#launch(command, () => this.#children.cancel(command));
      case 'evaluateDecision':
        return this.#launch(command, () => evaluateDecision(this.#host, command));
      case 'publishMessage':
        return this.#launch(command, () => publishMessage(this.#host, command));
      case 'broadcastSignal':
        return this.#launch(command, () => broadcastSignal(this.#host, command));
      case 'leaseKeys':
        return this.#launch(command, leaseKeys);
      case 'readData':
        return this.#launch(command, () => readData(this.#host, command));
      case 'writeData':
        return this.#launch(command, () => writeData(this.#host, command));
    }
  }

  childEnded(ended: ChildEnded): void {
    this.#children.ended(ended);
    this.#startWaiting();
  }

  longActivityEnded(ended: LongActivityEnded): void {
    this.#longActivities.ended(ended);
    this.#startWaiting();
  }

  /** Nobody waits for the answer any more, or (an activity that can be undone) it is to come soon. */
  withdraw(id: CommandId): void {
    this.#host.trace.withdrawn(id);
    const unstarted = this.#activities.withdraw(id) ?? this.#children.withdraw(id);
    if (unstarted !== null) this.#host.submit({ type: 'answered', command: id, answer: unstarted });
    if (this.#longActivities.holds(id)) return this.#cancelLong(id);
    const scope = this.#running.get(id);
    if (scope !== undefined) this.#issued += 1;
    scope?.cancel();
    this.#children.forget(id);
    this.#startWaiting();
  }

  /** One that can be undone still answers: its end is awaited. */
  #cancelLong(id: CommandId): void {
    this.#issued += 1;
    this.#longActivities.cancel(id);
  }

  #startChild(command: ChildCommand): void {
    if (this.#children.isRunning(command.id) || !this.#children.admit(command)) return;
    this.#launchChild(command);
  }

  #launchChild(command: ChildCommand): void {
    if (command.type === 'callProcess') return this.#launch(command, () => this.#children.start(command));
    this.#launch(command, () => this.#longActivities.start(command));
  }

  #runActivity(command: RunActivity): void {
    if (!hasFewPromises(this.#host.start.flags)) return this.#launch(command, () => this.#activities.run(command));
    void this.#open(command)
      .run(() => this.#activities.schedule(command))
      .then(
        (result) => this.#answer(command, activityAnswer(result)),
        (error: unknown) => this.#answer(command, activityFailure(error)),
      );
  }

  /** A null answer means that the answer comes by another way. A throw is a fault of ours. */
  #launch<C extends Command>(command: C, work: () => Promise<AnswerTo<C['type']> | null>): void {
    const scope = this.#open(command);
    void scope.run(work).then(
      (answer) => this.#answer(command, answer),
      (error: unknown) => {
        this.#finish(command);
        if (!scope.consideredCancelled) this.#host.fail(error);
      },
    );
  }

  /** Where the command runs, and can be cancelled by itself. */
  #open(command: Command): CancellationScope {
    const options = { cancellable: true, parent: this.#shield };
    const scope = hasFewPromises(this.#host.start.flags)
      ? (this.#freeScopes.pop() ?? new CommandScope(options))
      : new CancellationScope(options);
    this.#running.set(command.id, scope);
    this.#host.trace.opened(command);
    this.#issued += 1;
    if (!survives(command)) this.#busy += 1;
    return scope;
  }

  #answer(command: Command, answer: Answer | null): void {
    this.#finish(command);
    if (answer !== null) this.#host.submit({ type: 'answered', command: command.id, answer });
  }

  #finish(command: Command): void {
    const scope = this.#running.get(command.id);
    this.#running.delete(command.id);
    this.#host.trace.ended(command);
    if (command.type === 'runActivity' && scope instanceof CommandScope && scope.isFreeAgain()) {
      this.#freeScopes.push(scope);
    }
    if (!survives(command)) this.#busy -= 1;
    if (command.type === 'runActivity' && !this.#longActivities.holds(command.id)) this.#activities.release(command);
    this.#children.settled(command.id);
    this.#startWaiting();
    if (this.#activities.isStranded && !this.#stranded) void this.#startInLaterTask();
  }

  #toFuse(commands: readonly Command[]): Fusable | null {
    const { linked, state, isDraining } = this.#host;
    const [first, ...others] = commands.filter((command) => isFusable(command, state));
    if (first === undefined || others.length > 0 || isDraining) return null;
    return isWorthFusing(linked, state, first) ? first : null;
  }

  /** The instance takes no other input meanwhile: the run works on a copy of its state. */
  #runAhead(first: Fusable): void {
    const host = this.#host;
    const { now, seed, budget } = host.given();
    const input: RunAheadInput = {
      definition: host.linked.hash,
      state: host.state,
      command: first.id,
      now,
      seed,
      budget,
    };
    host.hold();
    host.trace.localStarted();
    this.#issued += 1;
    this.#busy += 1;
    void this.shielded(() => runtime['silkflow.runAhead'](input)).then(
      (result) => {
        this.#busy -= 1;
        host.trace.localEnded();
        host.takeAhead(first, result);
      },
      (error: unknown) => host.fail(error),
    );
  }

  #startWaiting(): void {
    try {
      for (let next = this.#activities.next(); next !== null; next = this.#activities.next()) this.#runActivity(next);
      for (let next = this.#children.next(); next !== null; next = this.#children.next()) this.#launchChild(next);
    } catch (error) {
      this.#host.fail(error);
    }
  }

  async #startInLaterTask(): Promise<void> {
    this.#stranded = true;
    await sleep(1);
    this.#stranded = false;
    this.#startWaiting();
  }
}

/** A timer is simply started again by the next run, from its absolute due instant. */
function survives(command: Command): boolean {
  return command.type === 'startTimer';
}
