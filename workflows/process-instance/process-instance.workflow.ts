import { allHandlersFinished, condition, getExternalWorkflowHandle, makeContinueAsNewFunc } from '@temporalio/workflow';
import { childEndedSignal, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ChildEnded, DefinitionRef, InstanceResult } from '#engine/contracts/wire/process-instance.ts';
import { InstanceHost } from './instance-host.ts';
import type { InstanceStart } from './instance-host.ts';
import { linkDelivered } from './linked-definitions.ts';
import { listen } from './requests.ts';

/**
 * One process instance, from its start to its end. The history carries the definition's hash alone; the payload codec
 * delivers the content as bytes. A throw here fails the workflow task, never the instance: it goes on after a fix.
 */
export async function processInstance(definition: DefinitionRef, start: InstanceStart): Promise<InstanceResult> {
  const host = new InstanceHost(start, linkDelivered(asDelivered(definition)));
  host.refuseUnknownFlags();
  host.begin();
  listen(host);
  await host.shielded(() => untilItMayLeave(host));
  if (host.fault !== null) throw host.fault.error;
  if (!host.isEnded) return continueWith(host);
  if (start.parent !== null) await host.shielded(() => tellParent(host));
  return { status: host.state.status === 'completed' ? 'completed' : 'terminated', variables: host.state.result };
}

async function untilItMayLeave(host: InstanceHost): Promise<void> {
  const seen = { over: false };
  while (!seen.over) {
    await condition(() => {
      seen.over = host.fault !== null || (mayLeave(host) && allHandlersFinished());
      return seen.over || host.owesTrace();
    });
    // By what the condition saw: promises that go on behind it may have changed what holds.
    if (!seen.over) host.leaveTrace();
  }
}

function mayLeave(host: InstanceHost): boolean {
  return host.isEnded || (host.isDraining && host.isQuiet);
}

async function continueWith(host: InstanceHost): Promise<never> {
  const next: InstanceStart = { ...host.start, variables: {}, carried: host.carry() };
  return makeContinueAsNewFunc<typeof processInstance>()({ definition: host.state.definition }, next);
}

/** A parent that is gone does not hear it, and need not. */
async function tellParent({ start, outcome }: InstanceHost): Promise<void> {
  if (start.parent === null || outcome === null) return;
  const ended: ChildEnded = { child: start.key, command: start.parent.command, outcome };
  const parent = getExternalWorkflowHandle(processInstanceWorkflowId(start.parent.instance));
  await parent.signal<[ChildEnded]>(childEndedSignal, ended).catch(() => undefined);
}

function asDelivered(definition: DefinitionRef): Uint8Array {
  const delivered: unknown = definition;
  if (delivered instanceof Uint8Array) return delivered;
  throw new Error(`Definition ${definition.definition} was not delivered: this worker runs without the payload codec`);
}
