import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { processInstanceWorkflow, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ChildEnded, DefinitionRef, StartArguments } from '#engine/contracts/wire/process-instance.ts';
import type { CallProcessResult } from '#engine/contracts/wire/runtime-activities.ts';
import type { AnswerTo, Command, CommandId } from '#engine/kernel/index.ts';
import type { InstanceHost } from './instance-host.ts';
import { bindsChildren, mostCharactersStarting, mostChildren, mostChildrenStarting } from './limits.ts';
import { runtime } from './runtime-calls.ts';
import { sayAsHost } from '#engine/kernel/words/say.ts';

type CallProcess = Extract<Command, { type: 'callProcess' }>;
type ChildCommand = Extract<Command, { type: 'callProcess' | 'runActivity' | 'undoActivity' }>;
type CancelChild = Extract<Command, { type: 'cancelChild' }>;
type FoundProcess = Extract<CallProcessResult, { found: true }>;

/**
 * Call activities. A child is abandoned to itself as far as Temporal goes and tells its end by a signal to the parent's
 * workflow id, because nothing else reaches a parent that has continued as new meanwhile (design decision D5).
 */
export class ChildCalls {
  readonly #host: InstanceHost;
  readonly #running: Map<CommandId, string>;
  readonly #waiting = new Map<CommandId, ChildCommand>();
  /** Asked for and not confirmed by Temporal: the characters of their inputs. */
  readonly #starting = new Map<CommandId, number>();

  constructor(host: InstanceHost, running: Readonly<Record<CommandId, string>>) {
    this.#host = host;
    this.#running = new Map(Object.entries(running));
  }

  get running(): Readonly<Record<CommandId, string>> {
    return Object.fromEntries(this.#running);
  }

  /** False: it waits its turn, or (while draining) is left to the next run. */
  admit(command: ChildCommand): boolean {
    if (!bindsChildren(this.#host.start.flags)) return true;
    if (!this.#hasRoom()) {
      this.#waiting.set(command.id, command);
      return false;
    }
    this.#starting.set(command.id, charactersOf(command));
    return true;
  }

  /** The next one that may start, if any; it counts as starting. */
  next(): ChildCommand | null {
    for (const [id, command] of this.#waiting) {
      if (!this.#hasRoom()) return null;
      this.#waiting.delete(id);
      if (this.#host.state.outstanding[id] === undefined) continue;
      this.#starting.set(id, charactersOf(command));
      return command;
    }
    return null;
  }

  /** To be called when a start is confirmed, or was none. */
  settled(command: CommandId): void {
    this.#starting.delete(command);
  }

  /** The answer for an undoable activity that had not started yet; null for any other. */
  withdraw(id: CommandId): AnswerTo<'runActivity'> | null {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting?.type === 'runActivity' ? { type: 'activityCancelled' } : null;
  }

  /** Notes a child that runs: it counts, and is carried over. Its end may have come before word of its start. */
  track(command: CommandId, workflowId: string): void {
    if (this.#host.state.outstanding[command] !== undefined) this.#running.set(command, workflowId);
  }

  /** The workflow of a child that runs. */
  workflowOf(command: CommandId): string | undefined {
    return this.#running.get(command);
  }

  isRunning(command: CommandId): boolean {
    return this.#running.has(command);
  }

  forget(command: CommandId): void {
    this.#running.delete(command);
  }

  async start(command: CallProcess): Promise<AnswerTo<'callProcess'>> {
    const { state } = this.#host;
    if (bindsChildren(state.flags) && state.elements[command.elementInstance]?.phase === 'terminating') {
      return { type: 'childNotFound', message: sayAsHost('child.interrupted') };
    }
    const parent = { instance: state.key, elementInstance: command.elementInstance, command: command.id };
    const child = await runtime['silkflow.callProcess']({
      tenantId: state.tenantId,
      processId: command.processId,
      binding: command.binding,
      businessId: command.businessId,
      root: state.root,
      parent,
    });
    if (!child.found) return { type: 'childNotFound', message: child.message };
    await this.#startWorkflow(command, child);
    this.track(command.id, processInstanceWorkflowId(child.key));
    return { type: 'childStarted', child: child.key, processId: child.processId };
  }

  /** Its end comes by signal. A child that Temporal does not know any more is taken as terminated. */
  async cancel({ child }: CancelChild): Promise<null> {
    const workflowId = processInstanceWorkflowId(child);
    try {
      await getExternalWorkflowHandle(workflowId).cancel();
    } catch {
      const command = [...this.#running].find(([, id]) => id === workflowId)?.[0];
      if (command !== undefined) this.ended({ child, command, outcome: { kind: 'terminated' } });
    }
    return null;
  }

  /** The child's signal. Repetitions answer a command that is settled, which the kernel ignores. */
  ended({ child, command, outcome }: ChildEnded): void {
    this.#running.delete(command);
    this.#host.submit({ type: 'answered', command, answer: toAnswer(child, outcome) });
  }

  #hasRoom(): boolean {
    if (this.#host.isDraining) return false;
    const open = this.#running.size + this.#starting.size;
    let characters = 0;
    for (const length of this.#starting.values()) characters += length;
    return (
      open < (this.#host.start.childLimit ?? mostChildren) &&
      this.#starting.size < mostChildrenStarting &&
      characters < mostCharactersStarting
    );
  }

  async #startWorkflow(command: CallProcess, child: FoundProcess): Promise<void> {
    const { state, start } = this.#host;
    const { id, elementInstance, catches } = command;
    const args: [DefinitionRef, StartArguments] = [
      { definition: child.definition },
      {
        key: child.key,
        processDefinitionKey: child.processDefinitionKey,
        processId: child.processId,
        version: child.version,
        tenantId: state.tenantId,
        businessId: command.businessId,
        root: state.root,
        parent: { instance: state.key, elementInstance, command: id, catches },
        variables: command.variables,
        flags: start.flags,
        ...(start.historyLimit === undefined ? {} : { historyLimit: start.historyLimit }),
        ...(start.childLimit === undefined ? {} : { childLimit: start.childLimit }),
      },
    ];
    try {
      const handle = await startChild(processInstanceWorkflow, {
        workflowId: processInstanceWorkflowId(child.key),
        args,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      });
      // The signal tells the end; what Temporal itself reports of it is nobody's concern.
      handle.result().catch(() => undefined);
    } catch (error) {
      // An earlier run of this instance has started it: the local activity gave the same child again.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}

/** Of what an activity is given only the instance knows; its variables are seldom many. */
function charactersOf(command: ChildCommand): number {
  return command.type === 'callProcess' ? JSON.stringify(command.variables).length : 0;
}

function toAnswer(child: string, outcome: ChildEnded['outcome']): AnswerTo<'cancelChild'> {
  switch (outcome.kind) {
    case 'completed':
      return { type: 'childCompleted', child, variables: outcome.variables };
    case 'terminated':
      return { type: 'childTerminated', child };
    case 'threw':
      return { type: 'childThrew', child, kind: outcome.thrown, code: outcome.code, variables: outcome.variables };
  }
}
