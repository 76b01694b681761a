import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { ActivityManifest } from '#engine/contracts/activity.ts';
import { longActivityWorkflow, longActivityWorkflowId } from '#engine/contracts/wire/long-activity.ts';
import type { LongActivity, LongActivityEnded } from '#engine/contracts/wire/long-activity.ts';
import type { AnswerTo, Command, CommandId } from '#engine/kernel/index.ts';
import { activityAnswer, activityInput } from './activity-input.ts';
import { longestDrainMs } from './activity-options.ts';
import type { ChildCalls } from './child-calls.ts';
import type { InstanceHost } from './instance-host.ts';
import { runsLongActivitiesApart } from './limits.ts';
import { sayAsHost } from '#engine/kernel/words/say.ts';

type ActivityCommand = Extract<Command, { type: 'runActivity' | 'undoActivity' }>;

/**
 * Activities that may last longer than a continue-as-new should wait: each runs in a workflow of its own, abandoned to itself
 * as far as Temporal goes, which tells its end by a signal (design decision D5). They count as children, and wait their turn.
 */
export class LongActivities {
  readonly #host: InstanceHost;
  readonly #children: ChildCalls;
  /** Those that this run has started. */
  readonly #started = new Set<CommandId>();
  /** Asked to be cancelled while their start was under way. */
  readonly #cancelled = new Set<CommandId>();

  constructor(host: InstanceHost, children: ChildCalls) {
    this.#host = host;
    this.#children = children;
  }

  isLong(command: ActivityCommand): boolean {
    if (command.type === 'runActivity' && command.local) return false;
    if (!runsLongActivitiesApart(this.#host.start.flags)) return false;
    return (this.#manifest(command)?.startToCloseMs ?? 0) > longestDrainMs;
  }

  /** Whether this command runs, or ran, in a workflow of its own. */
  holds(id: CommandId): boolean {
    const workflowId = longActivityWorkflowId(this.#host.state.key, id);
    return this.#started.has(id) || this.#children.workflowOf(id) === workflowId;
  }

  /** Null: the answer comes by signal. */
  async start(command: ActivityCommand): Promise<null> {
    const { linked, state } = this.#host;
    this.#started.add(command.id);
    const manifest = this.#manifest(command);
    if (manifest === undefined) throw new Error(`The definition binds no activity to the job type ${command.activity}`);
    const long: LongActivity = {
      manifest,
      undo: command.type === 'undoActivity',
      retries: command.type === 'runActivity' ? command.retries : 0,
      input: activityInput(linked, state, command.elementInstance),
      instance: state.key,
      command: command.id,
    };
    const workflowId = longActivityWorkflowId(state.key, command.id);
    // Shielded: a start that is called back half way might be neither running nor answered.
    await CancellationScope.nonCancellable(() => this.#startWorkflow(workflowId, long));
    this.#children.track(command.id, workflowId);
    if (this.#cancelled.delete(command.id)) await this.#cancelWorkflow(command.id, workflowId);
    return null;
  }

  /** Its end still comes by signal, unless Temporal does not know it any more. */
  cancel(id: CommandId): void {
    const workflowId = this.#children.workflowOf(id);
    if (workflowId === undefined) this.#cancelled.add(id);
    else void this.#cancelWorkflow(id, workflowId);
  }

  /** The workflow's signal. Repetitions answer a command that is settled, which the kernel ignores. */
  ended({ command: id, outcome }: LongActivityEnded): void {
    this.#children.forget(id);
    const command = this.#host.state.outstanding[id];
    if (command?.type === 'runActivity') {
      this.#host.submit({ type: 'answered', command: id, answer: runAnswer(outcome) });
    } else if (command?.type === 'undoActivity') {
      this.#host.submit({ type: 'answered', command: id, answer: undoAnswer(outcome) });
    }
  }

  async #startWorkflow(workflowId: string, long: LongActivity): Promise<void> {
    try {
      const handle = await startChild(longActivityWorkflow, {
        workflowId,
        args: [long],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      });
      // The signal tells the end, before; what comes without one was ended in Temporal by somebody else.
      handle.result().catch((error: unknown) => {
        if (!this.#children.isRunning(long.command)) return;
        const message = `The workflow of the activity was ended in Temporal: ${String(error)}`;
        this.ended({ command: long.command, outcome: { kind: 'failed', message } });
      });
    } catch (error) {
      // An earlier run of this instance has started it.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async #cancelWorkflow(id: CommandId, workflowId: string): Promise<void> {
    try {
      await CancellationScope.nonCancellable(() => getExternalWorkflowHandle(workflowId).cancel());
    } catch {
      if (this.#children.isRunning(id)) this.ended({ command: id, outcome: { kind: 'cancelled' } });
    }
  }

  #manifest({ activity }: ActivityCommand): ActivityManifest | undefined {
    return this.#host.linked.definition.activities[activity];
  }
}

function runAnswer(outcome: LongActivityEnded['outcome']): AnswerTo<'runActivity'> {
  switch (outcome.kind) {
    case 'answered':
      return activityAnswer(outcome.result);
    case 'cancelled':
      return { type: 'activityCancelled' };
    case 'failed':
      return { type: 'activityFailed', message: outcome.message };
  }
}

function undoAnswer(outcome: LongActivityEnded['outcome']): AnswerTo<'undoActivity'> {
  switch (outcome.kind) {
    case 'answered':
      return outcome.result.kind === 'completed'
        ? { type: 'undone' }
        : { type: 'undoFailed', message: outcome.result.message };
    case 'cancelled':
      return { type: 'undoFailed', message: sayAsHost('undo.cancelled') };
    case 'failed':
      return { type: 'undoFailed', message: outcome.message };
  }
}
