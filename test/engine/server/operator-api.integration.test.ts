import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign, webhookSources } from '#activities/commerce/webhooks.ts';
import { auditPageSchema, lintAnswerSchema, messagePageSchema } from '#engine/contracts/api/index.ts';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

describe('the API of operators, and bad input', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer({
      settings: { uniqueBusinessIds: true, webhooks: { sources: webhookSources, secret: 'shared' } },
    });
    const files = {
      review: bpmn('review').startEvent().userTask('check').endEvent('end').toXml(),
      waiting: bpmn('waiting')
        .startEvent()
        .catchEvent('catch', { message: 'customs-released', correlationKey: 'order' })
        .endEvent('end')
        .toXml(),
      ticking: bpmn('ticking')
        .startEvent('tick', { timer: { cycle: 'R2/PT1S' } })
        .endEvent('end')
        .toXml(),
    };
    for (const [name, xml] of Object.entries(files)) {
      await server.client.createDeployment({ resources: [new File([xml], `${name}.bpmn`)] });
    }
  });
  afterAll(() => server?.close());

  async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < 300; tries += 1, await sleep(50)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error('not seen in time');
  }

  const publish = (body: object) => server.call('POST', '/v2/messages/publication', body);
  const inbox = async (query: string) =>
    messagePageSchema.parse((await server.call('GET', `/api/messages?${query}`)).body).messages;

  it('tells of each message what became of it', async () => {
    await publish({ name: 'nobody', correlationKey: '1' });
    await publish({ name: 'nobody', correlationKey: '2', timeToLive: 60_000, messageId: 'm' });
    await publish({ name: 'nobody', correlationKey: '2', timeToLive: 60_000, messageId: 'm' });
    await publish({ name: 'nobody', correlationKey: '3', timeToLive: 1 });
    await sleep(50);
    const reasons = (await inbox('name=nobody')).map(({ correlationKey, reason }) => [correlationKey, reason]);
    expect(reasons).toEqual([
      ['3', 'expired'],
      ['2', 'duplicate'],
      ['2', 'buffered'],
      ['1', 'notWanted'],
    ]);
  });

  it('makes a message of a signed webhook, once', async () => {
    const { body } = await server.call('POST', '/v2/process-instances', {
      processDefinitionId: 'waiting',
      variables: { order: 'W-1' },
    });
    const event = JSON.stringify({
      eventId: 'e1',
      occurredAt: '2026-11-23T00:00:00Z',
      type: 'declaration.released',
      reference: 'W-1',
      mrn: 'MRN1',
    });
    const send = (source: string, text: string, signature: string) =>
      server.call('POST', `/api/webhooks/${source}`, text, { 'x-signature': signature });
    expect((await send('customs', event, sign(event, 'wrong'))).status).toBe(401);
    expect((await send('nobody', event, sign(event, 'shared'))).status).toBe(404);
    expect((await send('customs', '{}', sign('{}', 'shared'))).status).toBe(400);
    expect((await send('customs', event, sign(event, 'shared'))).status).toBe(202);
    expect((await send('customs', event, sign(event, 'shared'))).status).toBe(202);
    await eventually(async () => {
      const got = await server.call('GET', `/v2/process-instances/${body.processInstanceKey}`);
      return got.body.state === 'COMPLETED' ? true : undefined;
    });
    const message = await eventually(async () => {
      const [found] = await inbox(`instance=${body.processInstanceKey}`);
      return found?.matches[0]?.taken === true ? found : undefined;
    });
    expect(message).toMatchObject({
      reason: 'matched',
      matches: [{ processDefinitionId: 'waiting', elementId: 'catch' }],
    });
  });

  it('fires a timer start event as often as it says', async () => {
    const count = async () =>
      (await server.call('POST', '/v2/process-instances/search', { filter: { processDefinitionId: 'ticking' } })).body
        .page.totalItems;
    await eventually(async () => ((await count()) === 2 ? true : undefined));
    await sleep(2_500);
    expect(await count()).toBe(2);
  });

  it('keeps a business id to one active instance, when that is wanted', async () => {
    const start = () =>
      server.call('POST', '/v2/process-instances', { processDefinitionId: 'review', businessId: 'ORDER-1' });
    const [first, second] = [await start(), await start()];
    expect([first.status, second.status, second.body.code]).toEqual([200, 409, 'instance.businessId']);
    await server.call('POST', `/v2/process-instances/${first.body.processInstanceKey}/cancellation`, {});
    expect((await start()).status).toBe(200);
  });

  it('keeps who changed what, and why', async () => {
    const { body } = await server.call('POST', '/v2/process-instances', { processDefinitionId: 'review' });
    const key = body.processInstanceKey;
    await eventually(async () =>
      (await server.call('GET', `/api/instances/${key}/waits`)).body.waits.length === 1 ? true : undefined,
    );
    await server.call(
      'POST',
      `/v2/process-instances/${key}/cancellation`,
      {},
      { 'silkflow-reason': 'customer called' },
    );
    const { entries } = auditPageSchema.parse((await server.call('GET', `/api/audit?instance=${key}`)).body);
    expect(entries.map(({ action, reason, actor }) => [action, reason, actor])).toEqual([
      ['cancelProcessInstance', 'customer called', 'local'],
      ['createProcessInstance', null, 'local'],
    ]);
  });

  it('keeps what was and what is: variables, where tokens are, the version', async () => {
    // given
    const { body } = await server.call('POST', '/v2/process-instances', {
      processDefinitionId: 'review',
      variables: { amount: 1, note: 'old' },
    });
    const key = body.processInstanceKey;
    await eventually(async () =>
      (await server.call('GET', `/api/instances/${key}/waits`)).body.waits.length === 1 ? true : undefined,
    );
    // when
    const variables = { amount: 2, added: 'x'.repeat(5_000) };
    const edited = await server.call('PUT', `/v2/element-instances/${key}/variables`, { variables });
    const modified = await server.call('POST', `/v2/process-instances/${key}/modification`, {
      activateInstructions: [{ elementId: 'check' }],
    });
    // then
    expect([edited.status, modified.status]).toEqual([204, 204]);
    const { entries } = auditPageSchema.parse((await server.call('GET', `/api/audit?instance=${key}`)).body);
    const [modification, edit, start] = entries;
    expect(start).toMatchObject({ action: 'createProcessInstance', before: null, after: null });
    expect(edit).toMatchObject({ before: { amount: 1 }, after: { amount: 2, added: expect.stringMatching(/^"x+…$/) } });
    expect(Object.keys(edit?.before ?? {})).toEqual(['amount']);
    expect(modification).toMatchObject({
      before: { state: 'active', elements: { check: 1 } },
      after: { state: 'active', elements: { check: 2 } },
    });
    await server.call('POST', `/v2/process-instances/${key}/cancellation`, {});
  });

  it('lints in the language that is asked for', async () => {
    const xml = bpmn('loose').startEvent().userTask('check').toXml();
    const lint = async (language: string) =>
      lintAnswerSchema.parse((await server.call('POST', '/api/lint', { xml }, { 'accept-language': language })).body)
        .problems;
    const [english, chinese] = [await lint('en'), await lint('zh')];
    expect(english.length).toBeGreaterThan(0);
    expect(chinese.map(({ code }) => code)).toEqual(english.map(({ code }) => code));
    expect(chinese[0]?.message).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['POST', '/v2/process-instances', '{', 400, 'request.notJson'],
    ['POST', '/v2/process-instances', '{"processDefinitionId":"review","variables":[1]}', 400, 'request.invalid'],
    [
      'POST',
      '/v2/process-instances',
      '{"processDefinitionId":"review","variables":{"n":9007199254740993}}',
      400,
      'request.number',
    ],
    ['POST', '/v2/process-instances', '{"processDefinitionId":"unknown"}', 404, 'definition.notFound'],
    ['POST', '/v2/process-instances', '{"processDefinitionId":"review","tenantId":"other"}', 400, 'request.tenant'],
    [
      'POST',
      '/v2/process-instances',
      '{"processDefinitionId":"waiting","startInstructions":[{"elementId":"nowhere"}]}',
      400,
      'definition.noElement',
    ],
    ['POST', '/v2/process-instances', '{"processDefinitionId":"ticking"}', 409, 'definition.noStart'],
    ['POST', '/v2/process-instances/search', '{"filter":{"colour":"red"}}', 400, 'request.invalid'],
    ['GET', '/v2/process-instances/99999999999999999999', undefined, 400, 'request.invalid'],
    ['GET', '/v2/process-instances/x', undefined, 400, 'request.invalid'],
    ['POST', '/v2/jobs/activation', '{"type":"t","timeout":0,"maxJobsToActivate":1}', 400, 'request.invalid'],
    ['POST', '/v2/messages/publication', '{"name":""}', 400, 'request.invalid'],
    ['POST', '/v2/batch-operations/search', '{}', 501, 'operation.unclaimed'],
    ['GET', '/v2/nothing', undefined, 501, 'operation.unclaimed'],
    ['GET', '/api/nothing', undefined, 404, 'path.notFound'],
    ['GET', '/v2/process-instances/%E0%A4%A', undefined, 400, 'request.notJson'],
  ])('%s %s %s is answered %d %s', async (method, path, body, status, code) => {
    const answer = await server.call(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('names the field that does not fit, in the language asked for', async () => {
    const body = '{"processDefinitionId":"review","variables":[1]}';
    const english = await server.call('POST', '/v2/process-instances', body);
    expect(english.body).toMatchObject({ field: 'variables', detail: expect.stringContaining('record') });
    const chinese = await server.call('POST', '/v2/process-instances', body, { 'accept-language': 'zh-CN' });
    expect(chinese.body).toMatchObject({ field: 'variables', detail: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('says what media type it takes, and that a body is too large', async () => {
    const text = await server.call('POST', '/v2/process-instances', 'a=b', { 'content-type': 'text/plain' });
    expect([text.status, text.body.code]).toEqual([415, 'request.mediaType']);
    const large = await server.call(
      'POST',
      '/v2/process-instances',
      JSON.stringify({ a: 'x'.repeat(5 * 1024 * 1024) }),
    );
    expect([large.status, large.body.code]).toEqual([413, 'request.tooLarge']);
    const form = await server.call('POST', '/v2/deployments', {});
    expect([form.status, form.body.code]).toEqual([415, 'request.notMultipart']);
  });

  it('goes on when bad values come: NUL, lone surrogates, names of prototypes', async () => {
    const variables = '{"nul":"a\\u0000b","lone":"\\ud800","__proto__":{"polluted":true},"constructor":1}';
    const started = await server.call(
      'POST',
      '/v2/process-instances',
      `{"processDefinitionId":"review","variables":${variables}}`,
    );
    expect(started.status).toBe(200);
    const found = await eventually(async () => {
      const { body } = await server.call('POST', '/v2/variables/search', {
        filter: { processInstanceKey: started.body.processInstanceKey },
      });
      return body.items.length >= 3 ? body.items : undefined;
    });
    const values = Object.fromEntries(
      found.map((item: { name: string; value: string }) => [item.name, JSON.parse(item.value)]),
    );
    expect(values).toMatchObject({ nul: 'a\u0000b', lone: '\ud800', constructor: 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
