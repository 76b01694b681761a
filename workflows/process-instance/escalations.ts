import { defineSignal, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import { childEscalatedSignal, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ChildEscalated } from '#engine/contracts/wire/process-instance.ts';
import type { AnswerTo, Command } from '#engine/kernel/index.ts';
import type { InstanceHost } from './instance-host.ts';

const childEscalated = defineSignal<[ChildEscalated]>(childEscalatedSignal);

/** Tells the caller. One that is gone does not hear it, and need not: then this instance is about to be cancelled. */
export async function escalateToCaller(
  { start }: InstanceHost,
  { code, variables }: Extract<Command, { type: 'escalateToCaller' }>,
): Promise<AnswerTo<'escalateToCaller'>> {
  if (start.parent === null) return { type: 'published' };
  const { instance, command } = start.parent;
  const escalated: ChildEscalated = { child: start.key, command, code, variables };
  const parent = getExternalWorkflowHandle(processInstanceWorkflowId(instance));
  await parent.signal<[ChildEscalated]>(childEscalatedSignal, escalated).catch(() => undefined);
  return { type: 'published' };
}

/** Escalations of called processes. To be called before the first wait. */
export function hearChildren(host: InstanceHost): void {
  setHandler(childEscalated, ({ child, command, code, variables }) =>
    host.submit({ type: 'answered', command, answer: { type: 'childEscalated', child, code, variables } }),
  );
}
