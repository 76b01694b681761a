import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createCommerceActivities } from '#activities/commerce/activities.ts';
import type { PublishedMessage } from '#activities/commerce/messages/message-publisher.ts';
import { seedSamples } from '#activities/commerce/samples/seed-samples.ts';
import type { RunningSimulators } from '#activities/commerce/simulators/simulators.ts';
import { startSimulators } from '#activities/commerce/simulators/simulators.ts';
import { webhookSources } from '#activities/commerce/webhooks.ts';
import type { ActivityInput, ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { FreshDatabase } from '#test/support/index.ts';
import { freshDatabase } from '#test/support/index.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

const secret = 'bench-secret';
const apiKey = 'bench-key';

/** All activities against a database of their own, with simulators and a receiver of webhooks. */
export interface ActivityBench {
  readonly pool: pg.Pool;
  /** Messages published by activities and webhooks, in order. */
  readonly messages: PublishedMessage[];
  readonly run: (type: string, variables: JsonObject, more?: Partial<ActivityInput>) => Promise<ActivityResult>;
  /** Runs and returns the variables; fails the test for any other result. */
  readonly complete: (type: string, variables: JsonObject, more?: Partial<ActivityInput>) => Promise<JsonObject>;
  readonly steer: (path: string, body: JsonObject) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startActivityBench(): Promise<ActivityBench> {
  const database: FreshDatabase = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 12 });
  await seedSamples(pool);
  const messages: PublishedMessage[] = [];
  const receiver: WebhookReceiver = await startWebhookReceiver((source, body, headers) => {
    const party = webhookSources[source];
    if (party === undefined || !party.verify(body, headers, secret)) return false;
    const message = party.messageOf(JSON.parse(body.toString('utf8')));
    if (message !== null) messages.push(message);
    return true;
  });
  const simulators: RunningSimulators = await startSimulators({
    host: '127.0.0.1',
    port: 0,
    apiKey,
    seed: 'bench',
    webhooks: { url: receiver.url, secret },
    file: null,
  });
  const activities = createCommerceActivities({
    pool,
    pace: 'demo',
    today: () => '2026-11-23',
    publish: async (message) => {
      messages.push(message);
    },
    partners: {
      payment: { url: `${simulators.url}/payment`, apiKey },
      carrier: { url: `${simulators.url}/carrier`, apiKey },
      customs: { url: `${simulators.url}/customs`, apiKey },
      supplier: { url: `${simulators.url}/supplier`, apiKey },
    },
  });
  const run: ActivityBench['run'] = async (type, variables, more = {}) => {
    const activity = activities[type];
    if (activity === undefined) throw new Error(`no activity ${type}`);
    const elementInstanceKey = randomUUID();
    return activity({
      variables,
      headers: {},
      processInstanceKey: '2251799813685249',
      elementInstanceKey,
      elementId: 'Task',
      processId: 'order-to-settlement',
      idempotencyKey: elementInstanceKey,
      businessId: null,
      ...more,
    });
  };
  return {
    pool,
    messages,
    run,
    complete: async (type, variables, more) => {
      const result = await run(type, variables, more);
      if (result.kind !== 'completed') throw new Error(`${type}: ${result.message}`);
      return result.variables;
    },
    steer: async (path, body) => {
      const response = await fetch(`${simulators.url}/control/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`control answered ${response.status}`);
    },
    stop: async () => {
      await simulators.stop();
      await receiver.stop();
      await pool.end();
      await database.drop();
    },
  };
}
