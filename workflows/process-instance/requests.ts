import { CancellationScope, condition, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import { longActivityEndedSignal } from '#engine/contracts/wire/long-activity.ts';
import type { LongActivityEnded } from '#engine/contracts/wire/long-activity.ts';
import { childEndedSignal, requestUpdate } from '#engine/contracts/wire/process-instance.ts';
import type { ChildEnded, RequestAnswer, RequestEnvelope } from '#engine/contracts/wire/process-instance.ts';
import { operationTypes } from '#engine/kernel/index.ts';
import type { Operation } from '#engine/kernel/index.ts';
import { hearChildren } from './escalations.ts';
import type { InstanceHost } from './instance-host.ts';

const requests = defineUpdate<RequestAnswer[], [RequestEnvelope[]]>(requestUpdate);
const childEnded = defineSignal<[ChildEnded]>(childEndedSignal);
const longActivityEnded = defineSignal<[LongActivityEnded]>(longActivityEndedSignal);

// More would make one workflow task too long; the server sends the rest in the next update.
const mostTogether = 200;

/** Opens the instance to its callers. To be called before the first wait. */
export function listen(host: InstanceHost): void {
  const underWay = new Set<string>();
  setHandler(requests, (envelopes) => answerAll(host, envelopes, underWay), { validator: refuseMalformed });
  hearChildren(host);
  setHandler(childEnded, (ended) => host.childEnded(ended));
  setHandler(longActivityEnded, (ended) => host.longActivityEnded(ended));
  // Temporal's own cancellation (its UI, a parent instance) is the request that it stands for.
  CancellationScope.current().cancelRequested.catch(() =>
    host.submit({ type: 'requested', request: { type: 'cancelInstance' } }),
  );
}

/** One answer per request, in their order. A request that came before, in whichever run, gets the answer it got then. */
async function answerAll(
  host: InstanceHost,
  envelopes: readonly RequestEnvelope[],
  underWay: Set<string>,
): Promise<RequestAnswer[]> {
  const fresh = envelopes.filter(({ id }) => host.answers.find(id) === undefined && !underWay.has(id));
  for (const { id } of fresh) underWay.add(id);
  // The time of a workflow task is when Temporal started it, so a replay decides alike.
  const now = Date.now();
  for (const { id, operation, expiresAt } of fresh) {
    if (expiresAt !== undefined && now > expiresAt) {
      host.refuseExpired(id);
      continue;
    }
    const request = parseOperation(operation);
    if (request.type === 'migrateInstance') await host.prepareTarget(request.definition);
    host.submit({ type: 'requested', request }, id);
  }
  const answers = (): RequestAnswer[] => envelopes.flatMap(({ id }) => host.answers.find(id) ?? []);
  if (answers().length < envelopes.length) await condition(() => answers().length === envelopes.length);
  for (const { id } of fresh) underWay.delete(id);
  return answers();
}

/** Refused before it enters the history: the kernel would throw on it, and the instance would stall. */
function refuseMalformed(envelopes: readonly RequestEnvelope[]): void {
  if (!Array.isArray(envelopes) || envelopes.length === 0 || envelopes.length > mostTogether) {
    throw new TypeError(`An update carries 1 to ${mostTogether} requests`);
  }
  for (const { id, operation } of envelopes) {
    if (typeof id !== 'string' || id === '') throw new TypeError('A request needs an id');
    parseOperation(operation);
  }
}

/** The server has checked the fields (its schemas are the border); a sandbox without zod checks the kind alone. */
function parseOperation(operation: RequestEnvelope['operation']): Operation {
  if (!isOperation(operation)) throw new TypeError(`Unknown operation ${JSON.stringify(operation['type'])}`);
  return operation;
}

function isOperation(operation: object): operation is Operation {
  return 'type' in operation && typeof operation.type === 'string' && Object.hasOwn(operationTypes, operation.type);
}
