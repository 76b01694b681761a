import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uncalledOf } from './covered.ts';
import { ConformanceStage, eventually, missing, now, one, refused } from './support/conformance-stage.ts';

describe('the official client under strict validation: messages, signals and conditions', () => {
  let stage: ConformanceStage;
  const client = () => stage.client;

  beforeAll(async () => {
    stage = await ConformanceStage.open();
  });
  afterAll(() => stage?.close());

  it('publishes, correlates and refuses messages', async () => {
    const key = await stage.start('waiting', { variables: { order: 'M-1' } });
    const subscription = await stage.first('searchMessageSubscriptions', { processInstanceKey: key });
    expect(subscription).toMatchObject({
      messageName: 'paid',
      correlationKey: 'M-1',
      messageSubscriptionState: 'CREATED',
    });
    const correlated = await client().correlateMessage({ name: 'paid', correlationKey: 'M-1', variables: { sum: 3 } });
    expect(correlated.processInstanceKey).toBe(key);
    expect((await client().getProcessInstance({ processInstanceKey: key }, now)).state).toBe('COMPLETED');
    const taken = await stage.first('searchCorrelatedMessageSubscriptions', { processInstanceKey: key });
    expect(taken).toMatchObject({ messageKey: correlated.messageKey, elementId: 'catch' });
    expect((await refused(client().correlateMessage({ name: 'paid', correlationKey: 'M-1' }))).status).toBe(404);
    // A message that comes first waits for its subscription; the same id again is refused while it does.
    const early = { name: 'paid', correlationKey: 'M-2', timeToLive: 60_000, messageId: 'once' };
    await client().publishMessage(early);
    expect((await refused(client().publishMessage(early))).status).toBe(409);
    const late = await client().createProcessInstance({
      processDefinitionId: 'waiting',
      variables: { order: 'M-2' },
      awaitCompletion: true,
    });
    expect(late.variables).toEqual({ order: 'M-2' });
    expect((await refused(client().publishMessage({ name: '' }))).status).toBe(400);
  });

  it('starts one instance at a time by messages with one key', async () => {
    await client().publishMessage({ name: 'ordered', correlationKey: 'K-1', timeToLive: 60_000, variables: { n: 1 } });
    await client().publishMessage({ name: 'ordered', correlationKey: 'K-1', timeToLive: 60_000, variables: { n: 2 } });
    const running = () =>
      client().searchProcessInstances({ filter: { processDefinitionId: 'byMessage', state: 'ACTIVE' } }, now);
    await eventually(async () => ((await running()).items.length === 1 ? true : undefined));
    const job = await stage.activate('byMessageWork');
    expect(job.variables).toEqual({ n: 1 });
    await client().completeJob({ jobKey: job.jobKey });
    const next = await stage.activate('byMessageWork', { requestTimeout: 15_000 });
    expect(next.variables).toEqual({ n: 2 });
    await client().completeJob({ jobKey: next.jobKey });
  });

  it('broadcasts signals', async () => {
    const keys = await Promise.all([stage.start('alerted'), stage.start('alerted')]);
    for (const processInstanceKey of keys)
      await stage.first('searchElementInstances', { processInstanceKey, elementId: 'catch', state: 'ACTIVE' });
    await client().broadcastSignal({ signalName: 'alarm', variables: { level: 3 } });
    for (const processInstanceKey of keys) {
      await eventually(async () => {
        const { state } = await client().getProcessInstance({ processInstanceKey }, now);
        return state === 'COMPLETED' ? true : undefined;
      });
    }
  });

  it('evaluates conditional start events, of all processes or of one', async () => {
    const low = await client().evaluateConditionals({ variables: { stock: 3 } });
    expect(low.processInstances).toHaveLength(1);
    const { processDefinitionKey, processInstanceKey } = one(low.processInstances);
    await stage.first('searchUserTasks', { processInstanceKey });
    expect(await client().evaluateConditionals({ variables: { stock: 9 }, processDefinitionKey })).toMatchObject({
      processInstances: [],
    });
    const unknown = client().evaluateConditionals({ variables: {}, processDefinitionKey: missing });
    expect((await refused(unknown)).status).toBe(404);
  });

  it('calls every operation that it answers for', () => {
    expect(uncalledOf('messages', stage.called)).toEqual([]);
  });
});
