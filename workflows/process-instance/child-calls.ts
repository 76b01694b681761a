import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { processInstanceWorkflow, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ChildEnded, DefinitionRef, StartArguments } from '#engine/contracts/wire/process-instance.ts';
import type { CallProcessResult } from '#engine/contracts/wire/runtime-activities.ts';
import type { AnswerTo, Command, CommandId } from '#engine/kernel/index.ts';
import type { InstanceHost } from './instance-host.ts';
import { runtime } from './runtime-calls.ts';

type CallProcess = Extract<Command, { type: 'callProcess' }>;
type CancelChild = Extract<Command, { type: 'cancelChild' }>;
type FoundProcess = Extract<CallProcessResult, { found: true }>;

/**
 * Call activities. A child is abandoned to itself as far as Temporal goes and tells its end by a signal to the parent's
 * workflow id, because nothing else reaches a parent that has continued as new meanwhile (design decision D5).
 */
export class ChildCalls {
  readonly #host: InstanceHost;
  readonly #running: Map<CommandId, string>;

  constructor(host: InstanceHost, running: Readonly<Record<CommandId, string>>) {
    this.#host = host;
    this.#running = new Map(Object.entries(running));
  }

  get running(): Readonly<Record<CommandId, string>> {
    return Object.fromEntries(this.#running);
  }

  isRunning(command: CommandId): boolean {
    return this.#running.has(command);
  }

  forget(command: CommandId): void {
    this.#running.delete(command);
  }

  async start(command: CallProcess): Promise<AnswerTo<'callProcess'>> {
    const { state } = this.#host;
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
    this.#running.set(command.id, processInstanceWorkflowId(child.key));
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
