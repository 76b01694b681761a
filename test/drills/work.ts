import { generateOrder } from '#activities/commerce/orders/generator/generate-order.ts';
import { process } from '#engine/testing/process-builder.ts';
import type { World } from './world.ts';

/** A person, then a message, then another person: what a lost answer or message leaves waiting for ever. */
const talk = process('drill-talk')
  .startEvent()
  .userTask('drill_ask')
  .catchEvent('heard', { message: 'drill-word', correlationKey: 'talk' })
  .endEvent('end')
  .toXml();

/** A message at once: its subscription opens while the message is being published. */
const listen = process('drill-listen')
  .startEvent()
  .catchEvent('heard', { message: 'drill-word', correlationKey: 'talk' })
  .endEvent('end')
  .toXml();

export async function deployDrills(world: World): Promise<void> {
  for (const [name, xml] of [
    ['drill-talk', talk],
    ['drill-listen', listen],
  ] as const) {
    const form = new FormData();
    form.append('resources', new Blob([xml], { type: 'application/xml' }), `${name}.bpmn`);
    const response = await fetch(`${world.url}/v2/deployments`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`deployment of ${name}: ${await response.text()}`);
  }
}

/** Starts an instance, trying until the API takes it; the key makes that one instance. */
export async function startTalk(world: World, processId: string, talkId: string, more: object = {}): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `${processId}/${talkId}` };
  const body = JSON.stringify({ processDefinitionId: processId, variables: { talk: talkId, ...more } });
  await persistently(() => fetch(`${world.url}/v2/process-instances`, { method: 'POST', headers, body }));
}

/** Publishes until the API takes it. The message id makes that one message while it is buffered. */
export async function sayWord(world: World, talkId: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const message = {
    name: 'drill-word',
    correlationKey: talkId,
    messageId: talkId,
    timeToLive: 3_600_000,
    variables: {},
  };
  await persistently(() =>
    fetch(`${world.url}/v2/messages/publication`, { method: 'POST', headers, body: JSON.stringify(message) }),
  );
}

export async function startOrder(world: World, index: number): Promise<void> {
  const { order } = generateOrder('drill', index, new Date());
  for (;;) {
    try {
      await world.orders.startOrder(order, { pace: 'demo' });
      return;
    } catch (error) {
      if (error instanceof Error && 'status' in error && Number(error.status) < 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Until an answer below 500; a 409 of a message that is there already counts. */
async function persistently(call: () => Promise<Response>): Promise<void> {
  for (;;) {
    const response = await call().catch(() => null);
    if (response !== null && (response.ok || response.status === 409)) return;
    if (response !== null && response.status < 500) throw new Error(`${response.status}: ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
