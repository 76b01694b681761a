import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gatheringPageSchema, messagePageSchema } from '#engine/contracts/api/index.ts';
import { process } from '#engine/testing/index.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

const found = z.object({ items: z.array(z.object({ name: z.string(), value: z.string() })) });

describe('a parallel multiple start event through the API', () => {
  let server: ApiServer;
  let version: string;

  beforeAll(async () => {
    server = await startApiServer();
    const xml = process('shipping')
      .startEvent('all', { several: [{ message: 'paid' }, { message: 'packed' }, { signal: 'open' }], parallel: true })
      .userTask('ship')
      .endEvent()
      .toXml();
    const deployed = await server.client.createDeployment({ resources: [new File([xml], 'shipping.bpmn')] });
    version = deployed.processes[0]?.processDefinitionKey ?? '';
  });
  afterAll(() => server?.close());

  const publish = (name: string, correlationKey: string, variables: object = {}) =>
    server.call('POST', '/v2/messages/publication', { name, correlationKey, variables });
  const gatherings = async (query = '') => {
    const answer = await server.call('GET', `/api/process-definitions/${version}/gatherings${query}`);
    return gatheringPageSchema.parse(answer.body);
  };

  it('shows what waits, and starts the instance under the key that was told', async () => {
    // given: a correlation that the official client makes is answered with the key of the instance to come
    const told = await server.client.correlateMessage({
      name: 'paid',
      correlationKey: 'A-1',
      variables: { amount: 3 },
    });
    await server.client.broadcastSignal({ signalName: 'open', variables: { dock: 7 } });
    // then: an operator sees what came, and where the message is
    const {
      gatherings: [waiting],
    } = await gatherings();
    expect(waiting).toMatchObject({
      processInstanceKey: told.processInstanceKey,
      elementId: 'all',
      correlationKey: 'A-1',
      waitsForKey: false,
      parts: [
        { kind: 'message', waitsFor: 'paid', cameAt: expect.any(String), messageKey: told.messageKey },
        { kind: 'message', waitsFor: 'packed', cameAt: null, messageKey: null },
        { kind: 'signal', waitsFor: 'open', cameAt: expect.any(String), messageKey: null },
      ],
    });
    const inbox = messagePageSchema.parse((await server.call('GET', '/api/messages?name=paid')).body);
    expect(inbox.messages[0]).toMatchObject({
      reason: 'matched',
      matches: [{ processInstanceKey: told.processInstanceKey, gathering: true }],
    });
    // when
    await publish('packed', 'A-1', { boxes: 2 });
    // then
    expect(await gatherings()).toEqual({ gatherings: [], more: false });
    expect(await variablesOf(told.processInstanceKey)).toEqual({ amount: '3', dock: '7', boxes: '2' });
    const after = messagePageSchema.parse((await server.call('GET', '/api/messages?name=paid')).body);
    expect(after.messages[0]?.matches).toMatchObject([{ gathering: false }]);
  });

  it('tells that there are more than it shows, and knows no other version', async () => {
    for (const key of ['B-1', 'B-2', 'B-3']) await publish('paid', key);
    const { gatherings: shown, more } = await gatherings('?limit=2');
    expect(shown.map(({ correlationKey }) => correlationKey)).toEqual(['B-1', 'B-2']);
    expect(more).toBe(true);
    expect((await server.call('GET', '/api/process-definitions/1/gatherings')).status).toBe(404);
    expect((await server.call('GET', `/api/process-definitions/${version}/gatherings?limit=0`)).status).toBe(400);
  });

  it('is started by nobody else: it has no none start event', async () => {
    const answer = await server.call('POST', '/v2/process-instances', { processDefinitionId: 'shipping' });
    expect(answer.status).toBe(409);
  });

  async function variablesOf(processInstanceKey: string): Promise<Record<string, string>> {
    for (let tries = 0; tries < 300; tries += 1, await sleep(50)) {
      const answer = await server.call('POST', '/v2/variables/search', { filter: { processInstanceKey } });
      const { items } = found.parse(answer.body);
      if (items.length === 3) return Object.fromEntries(items.map(({ name, value }) => [name, value]));
    }
    throw new Error('not started in time');
  }
});
