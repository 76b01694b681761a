import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import { broadcastSignal } from '#engine/store/signals/index.ts';
import { correlatedMessages, messageSubscriptions } from '#engine/store/search/message-subscriptions.ts';
import { jsonOperation, type Operation } from '../operation.ts';
import { checkTenant, optionalVariables, tenantSchema } from './common.ts';
import { searchOperation } from './search-operation.ts';

const name = z.string().min(1).max(1_000);
const correlationKey = z.string().max(1_000).default('');
const businessId = z.string().min(1).max(256).nullish();

/** A message waits for ten years at most. */
const longestTimeToLive = 10 * 366 * 24 * 60 * 60 * 1000;

export const messageOperations: readonly Operation[] = [
  jsonOperation({
    id: 'publishMessage',
    method: 'post',
    path: '/messages/publication',
    summary: 'Publishes a message; with a time to live it waits for whoever comes to want it.',
    body: z.strictObject({
      name,
      correlationKey,
      timeToLive: z.number().int().min(0).max(longestTimeToLive).default(0),
      messageId: z.string().min(1).max(1_000).nullish(),
      variables: optionalVariables,
      tenantId: tenantSchema,
      businessId,
    }),
    answer: z.object({ tenantId: z.string(), messageKey: z.string() }),
    problems: [409],
    run: async ({ body }, { services }) => {
      const tenantId = checkTenant(body.tenantId);
      const { messageKey } = await services.messages.publish({
        tenantId,
        name: body.name,
        correlationKey: body.correlationKey,
        timeToLive: body.timeToLive,
        messageId: body.messageId ?? null,
        businessId: body.businessId ?? null,
        variables: body.variables,
      });
      return { tenantId, messageKey };
    },
  }),
  jsonOperation({
    id: 'correlateMessage',
    method: 'post',
    path: '/messages/correlation',
    summary: 'Brings a message to an instance that waits for it, or starts one, at once; never buffered.',
    body: z.strictObject({ name, correlationKey, variables: optionalVariables, tenantId: tenantSchema, businessId }),
    answer: z.object({ tenantId: z.string(), messageKey: z.string(), processInstanceKey: z.string() }),
    problems: [404, 409, 504],
    run: async ({ body }, { services }) => {
      const tenantId = checkTenant(body.tenantId);
      const published = await services.messages.publish({
        tenantId,
        name: body.name,
        correlationKey: body.correlationKey,
        timeToLive: 0,
        messageId: null,
        businessId: body.businessId ?? null,
        variables: body.variables,
      });
      const { messageKey, deliveries, started, gathering } = published;
      const delivery = deliveries[0];
      if (delivery !== undefined) {
        await services.requests.settled(delivery.id);
        return { tenantId, messageKey, processInstanceKey: delivery.instanceKey };
      }
      // The instance of a parallel multiple start event has its key before it starts.
      const instance = started[0] ?? gathering[0];
      if (instance === undefined) {
        throw new ApiProblem(404, 'message.notCorrelated', { name: body.name, correlationKey: body.correlationKey });
      }
      return { tenantId, messageKey, processInstanceKey: instance };
    },
  }),
  searchOperation({
    id: 'searchMessageSubscriptions',
    path: '/message-subscriptions/search',
    summary: 'Finds subscriptions of instances to messages.',
    searchable: messageSubscriptions,
  }),
  searchOperation({
    id: 'searchCorrelatedMessageSubscriptions',
    path: '/correlated-message-subscriptions/search',
    summary: 'Finds messages that instances have taken.',
    searchable: correlatedMessages,
  }),
  jsonOperation({
    id: 'broadcastSignal',
    method: 'post',
    path: '/signals/broadcast',
    summary: 'Brings a signal to everyone who waits for it, and starts what it starts.',
    body: z.strictObject({
      signalName: z.string().min(1).max(1_000),
      variables: optionalVariables,
      tenantId: tenantSchema,
    }),
    answer: z.object({ tenantId: z.string(), signalKey: z.string() }),
    run: async ({ body }, { services, caller }) => {
      const tenantId = checkTenant(body.tenantId);
      const signalKey = await services.keys.next(services.database.pool);
      const { reached, started } = await broadcastSignal(services.database, services.keys, {
        tenantId,
        name: body.signalName,
        variables: body.variables,
        effectId: `signal:${tenantId}:${caller.idempotencyKey ?? signalKey}`,
      });
      for (const key of reached) services.delivery.deliver(key);
      await Promise.all(started.map((key) => services.starter.bring(key)));
      return { tenantId, signalKey };
    },
  }),
];
