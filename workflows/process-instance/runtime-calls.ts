import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { RuntimeActivities } from '#engine/contracts/wire/runtime-activities.ts';
import type { AnswerTo, Command } from '#engine/kernel/index.ts';
import { effectKey } from '#engine/kernel/index.ts';
import { runtimeOptions } from './activity-options.ts';
import { decisionAnswer, decisionInput } from './decision-input.ts';
import type { InstanceHost } from './instance-host.ts';

/** The engine's own local activities: short, idempotent, one marker in the history each. */
export const runtime = proxyLocalActivities<RuntimeActivities>(runtimeOptions);

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export async function evaluateDecision(
  host: InstanceHost,
  command: Of<'evaluateDecision'>,
): Promise<AnswerTo<'evaluateDecision'>> {
  const given = { now: Date.now(), seed: `${workflowInfo().firstExecutionRunId}:${command.id}` };
  return decisionAnswer(await runtime['silkflow.evaluateDecision'](decisionInput(host.state, command, given)));
}

export async function publishMessage(
  host: InstanceHost,
  command: Of<'publishMessage'>,
): Promise<AnswerTo<'publishMessage'>> {
  const { name, correlationKey, messageId, timeToLive, variables } = command;
  const { tenantId } = host.state;
  const effectId = effectIdOf(host, command);
  const published = { tenantId, name, correlationKey, messageId, effectId, timeToLive, variables };
  const result = await runtime['silkflow.publishMessage'](published);
  return result.ok ? { type: 'published' } : { type: 'failed', message: result.message };
}

export async function broadcastSignal(
  host: InstanceHost,
  command: Of<'broadcastSignal'>,
): Promise<AnswerTo<'broadcastSignal'>> {
  const { name, variables } = command;
  const result = await runtime['silkflow.broadcastSignal']({
    tenantId: host.state.tenantId,
    name,
    variables,
    effectId: effectIdOf(host, command),
  });
  return result.ok ? { type: 'published' } : { type: 'failed', message: result.message };
}

/** Stays the same when a lost task is done again, unlike the command's own id. */
function effectIdOf(
  { state }: InstanceHost,
  { id, elementInstance }: Of<'publishMessage' | 'broadcastSignal'>,
): string {
  return effectKey(state, elementInstance) + id.slice(elementInstance.length);
}

export async function leaseKeys(): Promise<AnswerTo<'leaseKeys'>> {
  return { type: 'keysLeased', ...(await runtime['silkflow.leaseKeys']()) };
}

export async function readData(host: InstanceHost, { store, item }: Of<'readData'>): Promise<AnswerTo<'readData'>> {
  return { type: 'data', value: await runtime['silkflow.readData']({ tenantId: host.state.tenantId, store, item }) };
}

export async function writeData(
  host: InstanceHost,
  { store, item, value }: Of<'writeData'>,
): Promise<AnswerTo<'writeData'>> {
  const result = await runtime['silkflow.writeData']({ tenantId: host.state.tenantId, store, item, value });
  return result.ok ? { type: 'data', value } : { type: 'failed', message: result.message };
}
