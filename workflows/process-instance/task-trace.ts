import { workflowInfo } from '@temporalio/workflow';
import type { Command, CommandId } from '#engine/kernel/index.ts';

/**
 * Knows whether the workflow task under way leaves an event in the history besides its own (flag 17 of `currentFlags`), by
 * what a replay sees alike: which tasks there are, what each takes and in which order. Only local activities may end together
 * there that ended one after the other here; while one is under way, each input counts by itself.
 */
export class TaskTrace {
  /** Commands of this task whose event is sure. */
  readonly #sure = new Set<CommandId>();
  #sureIn = -1;
  #locals = 0;
  /** The last task in which a local activity was under way. */
  #localsIn = -1;
  #owed: 'nothing' | 'in this activation' | 'now' = 'nothing';

  opened(command: Command): void {
    const kind = kindOf(command);
    if (kind === 'local') return this.localStarted();
    if (kind === 'unsure') return;
    const task = currentTask();
    if (task !== this.#sureIn) this.#sure.clear();
    this.#sureIn = task;
    this.#sure.add(command.id);
  }

  /**
   * Temporal writes nothing of what is asked for and taken back in one task, nor of the end of what has just ended by itself:
   * to take back something of an earlier task is no sure event either.
   */
  withdrawn(id: CommandId): void {
    this.#sure.delete(id);
  }

  ended(command: Command): void {
    if (kindOf(command) === 'local') this.localEnded();
  }

  localStarted(): void {
    this.#locals += 1;
    this.#localsIn = currentTask();
  }

  localEnded(): void {
    this.#locals -= 1;
    this.#localsIn = currentTask();
  }

  /** Whether an input that asks nothing of Temporal needs a trace at once. */
  get isPerInput(): boolean {
    return this.#locals > 0 || this.#localsIn === currentTask();
  }

  /** To be told of an input: a trace is needed unless something in this activation leaves one. */
  owe(): void {
    if (this.#owed !== 'nothing' || this.#isSure()) return;
    this.#owed = 'in this activation';
    // Conditions are tried between the jobs of an activation too, but its promises go on behind all jobs.
    void Promise.resolve().then(() => {
      if (this.#owed === 'in this activation') this.#owed = 'now';
    });
  }

  /** Whether to leave the trace, once all of the activation has gone on; if not, something else has, and none is owed. */
  isDue(): boolean {
    if (this.#owed !== 'now') return false;
    if (this.#isSure()) this.#owed = 'nothing';
    return this.#owed === 'now';
  }

  left(): void {
    this.#owed = 'nothing';
  }

  #isSure(): boolean {
    return this.#sure.size > 0 && this.#sureIn === currentTask();
  }
}

/** Whether Temporal writes an event of it in this task. A local activity has its marker when it ends, perhaps in a later one. */
function kindOf(command: Command): 'sure' | 'unsure' | 'local' {
  switch (command.type) {
    case 'runActivity':
      return command.local ? 'local' : 'sure';
    case 'undoActivity':
    case 'startTimer':
    case 'cancelChild':
      return 'sure';
    case 'escalateToCaller':
      return 'unsure';
    // It looks its process up first.
    case 'callProcess':
    case 'evaluateDecision':
    case 'publishMessage':
    case 'broadcastSignal':
    case 'leaseKeys':
    case 'readData':
    case 'writeData':
      return 'local';
  }
}

/** A task is known by the length of the history at its start, as for the fence of what it writes. */
function currentTask(): number {
  return workflowInfo().historyLength;
}
