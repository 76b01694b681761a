import { isCancellation, scheduleActivity, scheduleLocalActivity, workflowInfo } from '@temporalio/workflow';
import type { ActivityInput, ActivityManifest, ActivityResult } from '#engine/contracts/activity.ts';
import type { Answer, AnswerTo, Command, CommandId } from '#engine/kernel/index.ts';
import { activityAnswer, activityInput } from './activity-input.ts';
import { activityOptions, localActivityOptions, undoOptions } from './activity-options.ts';
import { messageOf } from './failure-message.ts';
import type { InstanceHost } from './instance-host.ts';

type RunActivity = Extract<Command, { type: 'runActivity' }>;
type UndoActivity = Extract<Command, { type: 'undoActivity' }>;

// Temporal refuses a task that would leave more than 2,000 activities open; a quarter keeps histories and workers calm.
const mostInFlight = 500;
// They hold the workflow task open and run in this worker.
const mostLocalInFlight = 50;
// An activity costs about twenty promises here, 42 µs each, and one activation must end well within the sandbox's 5 s even
// on a machine that is ten times too busy.
const mostStartsPerTask = 100;
// A task's commands travel in one message of at most 4 MB, beyond which the server ends the workflow. A character takes up
// to three bytes, and other commands need room too.
const mostCharactersPerTask = 1_000_000;
// Longer inputs travel by hash (the payload codec sees to it).
const storedLength = 256 * 1024;

/** Runs the activities that the definition binds to job types. */
export class ActivityCalls {
  readonly #host: InstanceHost;
  readonly #waiting = new Map<CommandId, RunActivity>();
  readonly #inFlight = { remote: 0, local: 0 };
  #task = -1;
  #startsThisTask = 0;
  #charactersThisTask = 0;

  constructor(host: InstanceHost) {
    this.#host = host;
  }

  /** False: it waits its turn, in a later task or (while draining) in the next run. */
  admit(command: RunActivity): boolean {
    if (!this.#hasRoom(command)) {
      this.#waiting.set(command.id, command);
      return false;
    }
    this.#inFlight[placeOf(command)] += 1;
    return true;
  }

  /** To be called when one has ended. */
  release(command: RunActivity): void {
    this.#inFlight[placeOf(command)] -= 1;
  }

  /** The next one that may start, if any; it counts as started. */
  next(): RunActivity | null {
    for (const [id, command] of this.#waiting) {
      if (!this.#hasRoom(command)) return null;
      this.#waiting.delete(id);
      this.#inFlight[placeOf(command)] += 1;
      return command;
    }
    return null;
  }

  /** Something waits, and nothing is under way whose end would start it: a later task must. */
  get isStranded(): boolean {
    return this.#waiting.size > 0 && this.#inFlight.remote + this.#inFlight.local === 0 && !this.#host.isDraining;
  }

  #hasRoom(command: RunActivity): boolean {
    if (this.#host.isDraining) return false;
    if (command.local) return this.#inFlight.local < mostLocalInFlight;
    const { historyLength } = workflowInfo();
    if (historyLength !== this.#task) {
      this.#task = historyLength;
      this.#startsThisTask = 0;
      this.#charactersThisTask = 0;
    }
    return (
      this.#inFlight.remote < mostInFlight &&
      this.#startsThisTask < mostStartsPerTask &&
      this.#charactersThisTask < mostCharactersPerTask
    );
  }

  /** The answer for a call that had not started yet; null for any other. */
  withdraw(id: CommandId): Answer | null {
    return this.#waiting.delete(id) ? { type: 'activityCancelled' } : null;
  }

  /** As `schedule`, by the number of promises that instances from before flag 8 go through. */
  async run(command: RunActivity): Promise<AnswerTo<'runActivity'>> {
    try {
      return activityAnswer(await this.schedule(command));
    } catch (error) {
      return activityFailure(error);
    }
  }

  /** To be answered by `activityAnswer`, or `activityFailure` when it rejects: a promise more would cost as much as a small step. */
  schedule(command: RunActivity): Promise<ActivityResult> {
    const manifest = this.#manifest(command.activity);
    const input = activityInput(this.#host.linked, this.#host.state, command.elementInstance);
    if (command.local) {
      return scheduleLocalActivity<ActivityResult>(
        manifest.type,
        [input],
        localActivityOptions(manifest, command.retries),
      );
    }
    this.#startsThisTask += 1;
    this.#charactersThisTask += travellingLength(input);
    return scheduleActivity<ActivityResult>(manifest.type, [input], activityOptions(manifest, command.retries));
  }

  async undo(command: UndoActivity): Promise<AnswerTo<'undoActivity'>> {
    const manifest = this.#manifest(command.activity);
    const input = activityInput(this.#host.linked, this.#host.state, command.elementInstance);
    try {
      const name = `${manifest.type}.undo`;
      const result = await scheduleActivity<ActivityResult>(name, [input], undoOptions(manifest));
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
}

/** The kernel's word for an activity that has not come to a result. */
export function activityFailure(error: unknown): AnswerTo<'runActivity'> {
  if (isCancellation(error)) return { type: 'activityCancelled' };
  return { type: 'activityFailed', message: messageOf(error) };
}

function placeOf({ local }: RunActivity): 'local' | 'remote' {
  return local ? 'local' : 'remote';
}

function travellingLength(input: ActivityInput): number {
  const { length } = JSON.stringify(input);
  return length > storedLength ? 0 : length;
}
