import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Where Silkflow's API answers, and the token that it asks for when it listens beyond loopback. */
export interface SilkflowServer {
  readonly url: string;
  readonly token: string | null;
}

/** A refusal of the API in its own words: an RFC 9457 problem. */
export class SilkflowRefusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'SilkflowRefusal';
    this.status = status;
  }
}

export interface StartedOrder {
  readonly instanceKey: string;
}

/** What sample orders and imports need of the API; over HTTP like any other user of it. */
export interface SilkflowClient {
  /** The same order id again answers the instance that has it, ended ones included. */
  readonly startOrder: (order: JsonObject & { readonly orderId: string }, more: JsonObject) => Promise<StartedOrder>;
  readonly cancelOrder: (orderId: string, reason: string) => Promise<void>;
  readonly countOpenTasks: () => Promise<number>;
  /** Those of the order ids that some instance has, ended ones included; up to 50 at a time. */
  readonly knownOrders: (orderIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

const processId = 'order-to-settlement';

const created = z.object({ processInstanceKey: z.string() });
const known = z.object({ items: z.array(z.object({ businessId: z.string().nullable() })) });
const found = z.object({ page: z.object({ totalItems: z.number() }) });
const problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

export function silkflowClient(server: SilkflowServer): SilkflowClient {
  const call = async (method: 'GET' | 'POST', path: string, body?: JsonObject, key?: string): Promise<unknown> => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(server.token === null ? {} : { authorization: `Bearer ${server.token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new SilkflowRefusal(response.status, detailOf(text));
    return text === '' ? null : JSON.parse(text);
  };
  return {
    startOrder: async (order, more) => {
      const body = {
        processDefinitionId: processId,
        businessId: order.orderId,
        variables: { order, ...more },
      };
      const answer = created.parse(await call('POST', '/v2/process-instances', body, `order:${order.orderId}`));
      return { instanceKey: answer.processInstanceKey };
    },
    cancelOrder: async (orderId, reason) => {
      const message = {
        name: 'cancel-order',
        correlationKey: orderId,
        messageId: `cancel:${orderId}`,
        timeToLive: 60_000,
      };
      await call('POST', '/v2/messages/publication', { ...message, variables: { cancelReason: reason } });
    },
    countOpenTasks: async () => {
      const body = { filter: { state: 'CREATED' }, page: { limit: 1 } };
      return found.parse(await call('POST', '/v2/user-tasks/search', body)).page.totalItems;
    },
    knownOrders: async (orderIds) => {
      const filter = { processDefinitionId: processId, businessId: { $in: [...orderIds] } };
      const body = { filter, page: { limit: 10 * orderIds.length } };
      const { items } = known.parse(await call('POST', '/v2/process-instances/search', body));
      return new Set(items.flatMap(({ businessId }) => (businessId === null ? [] : [businessId])));
    },
  };
}

function detailOf(text: string): string {
  try {
    const parsed = problem.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.detail ?? parsed.data.title ?? text.slice(0, 300);
  } catch {
    // Not a problem document, e.g. a proxy's page.
  }
  return text.slice(0, 300);
}
