import {
  ActivityFailure,
  isCancellation,
  rootCause,
  scheduleActivity,
  scheduleLocalActivity,
} from '@temporalio/workflow';
import type { ActivityInput, ActivityManifest, ActivityResult } from '#engine/contracts/activity.ts';
import { variablesOf } from '#engine/kernel/index.ts';
import type { Answer, Command, CommandId } from '#engine/kernel/index.ts';
import { activityOptions, localActivityOptions, undoOptions } from './activity-options.ts';
import type { InstanceHost } from './instance-host.ts';
import { headersOf } from './job-headers.ts';

type RunActivity = Extract<Command, { type: 'runActivity' }>;
type UndoActivity = Extract<Command, { type: 'undoActivity' }>;

// Temporal refuses a task that would leave more than 2,000 activities open; a quarter keeps histories and workers calm.
const mostInFlight = 500;

/** Runs the activities that the definition binds to job types. */
export class ActivityCalls {
  readonly #host: InstanceHost;
  readonly #waiting = new Map<CommandId, RunActivity>();
  #inFlight = 0;

  constructor(host: InstanceHost) {
    this.#host = host;
  }

  /** False: it waits its turn, in this run or (while draining) in the next. */
  admit(command: RunActivity): boolean {
    if (this.#inFlight < mostInFlight && !this.#host.isDraining) {
      this.#inFlight += 1;
      return true;
    }
    this.#waiting.set(command.id, command);
    return false;
  }

  /** To be called when one has ended: the next that may start, if any. */
  next(): RunActivity | null {
    this.#inFlight -= 1;
    if (this.#host.isDraining) return null;
    for (const [id, command] of this.#waiting) {
      this.#waiting.delete(id);
      return command;
    }
    return null;
  }

  /** The answer for a call that had not started yet; null for any other. */
  withdraw(id: CommandId): Answer | null {
    return this.#waiting.delete(id) ? { type: 'activityCancelled' } : null;
  }

  async run(command: RunActivity): Promise<Answer> {
    const manifest = this.#manifest(command.activity);
    const input = this.#input(command);
    try {
      const result = command.local
        ? await scheduleLocalActivity<ActivityResult>(
            manifest.type,
            [input],
            localActivityOptions(manifest, command.retries),
          )
        : await scheduleActivity<ActivityResult>(manifest.type, [input], activityOptions(manifest, command.retries));
      return toAnswer(result);
    } catch (error) {
      if (isCancellation(error)) return { type: 'activityCancelled' };
      return { type: 'activityFailed', message: messageOf(error) };
    }
  }

  async undo(command: UndoActivity): Promise<Answer> {
    const manifest = this.#manifest(command.activity);
    try {
      const name = `${manifest.type}.undo`;
      const result = await scheduleActivity<ActivityResult>(name, [this.#input(command)], undoOptions(manifest));
      return result.kind === 'completed' ? { type: 'undone' } : { type: 'undoFailed', message: result.message };
    } catch (error) {
      return { type: 'undoFailed', message: messageOf(error) };
    }
  }

  #manifest(type: string): ActivityManifest {
    const manifest = this.#host.linked.definition.activities[type];
    if (manifest === undefined) throw new Error(`The definition binds no activity to the job type ${type}`);
    return manifest;
  }

  #input({ elementInstance }: RunActivity | UndoActivity): ActivityInput {
    const { linked, state, start } = this.#host;
    const instance = state.elements[elementInstance];
    if (instance === undefined) throw new Error(`No live element has the key ${elementInstance}`);
    const { listener } = instance.data;
    const suffix = listener === undefined || listener === null ? '' : `:${listener.event}:${listener.index}`;
    return {
      variables: variablesOf(state, elementInstance),
      headers: headersOf(linked, instance),
      processInstanceKey: state.key,
      elementInstanceKey: elementInstance,
      elementId: instance.element,
      processId: linked.definition.processId,
      idempotencyKey: `${state.key}:${elementInstance}${suffix}`,
      businessId: state.businessId ?? start.businessId,
    };
  }
}

function toAnswer(result: ActivityResult): Answer {
  switch (result.kind) {
    case 'completed':
      return { type: 'activityCompleted', variables: result.variables };
    case 'businessError':
      return {
        type: 'activityErrorThrown',
        code: result.code,
        message: result.message,
        variables: result.variables ?? {},
      };
    case 'fatal':
      return { type: 'activityFailed', message: result.message };
  }
}

/** What went wrong in the last attempt, without Temporal's wrapping. */
function messageOf(error: unknown): string {
  if (error instanceof ActivityFailure) return rootCause(error) ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
