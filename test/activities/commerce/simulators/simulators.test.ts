import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunningSimulators } from '#activities/commerce/simulators/simulators.ts';
import { startSimulators } from '#activities/commerce/simulators/simulators.ts';
import { sign, webhookSources } from '#activities/commerce/webhooks.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function start(given: { file?: string | null; webhooks?: string } = {}): Promise<RunningSimulators> {
  const simulators = await startSimulators({
    host: '127.0.0.1',
    port: 0,
    apiKey: 'key',
    seed: 'test',
    webhooks: { url: given.webhooks ?? 'http://127.0.0.1:9', secret: 'secret' },
    file: given.file ?? null,
  });
  running.push(simulators);
  return simulators;
}

async function post(
  url: string,
  body: unknown,
  key = 'k1',
  token = 'key',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const payment = { reference: 'O-1', amount: '12.50', currency: 'EUR', token: 'tok_visa' };
const temporary = (): string => join(mkdtempSync(join(tmpdir(), 'silkflow-simulators-')), 'log.jsonl');

describe('a simulated party', () => {
  it('answers the same key with the first answer, and refuses it for another request', async () => {
    const { url } = await start();
    const first = await post(`${url}/payment/v1/authorizations`, payment);
    expect(first.status).toBe(201);
    expect(await post(`${url}/payment/v1/authorizations`, payment)).toEqual(first);
    expect((await post(`${url}/payment/v1/authorizations`, { ...payment, amount: '99' })).body['code']).toBe(
      'key_reused',
    );
  });

  it('refuses a missing or wrong key, and a request it cannot read', async () => {
    const { url } = await start();
    expect((await post(`${url}/payment/v1/authorizations`, payment, 'k', 'wrong')).status).toBe(401);
    expect((await post(`${url}/payment/v1/authorizations`, { ...payment, amount: 'much' })).status).toBe(400);
    expect((await post(`${url}/control/next`, {}, 'k', 'wrong')).status).toBe(401);
  });

  it('answers after a kill as before, a line that was cut off notwithstanding', async () => {
    // given
    const file = temporary();
    const before = await start({ file });
    const first = await post(`${before.url}/payment/v1/authorizations`, payment);
    await before.stop();
    appendFileSync(file, '{"collection":"payment.auth');
    // when
    const after = await start({ file });
    // then
    expect(await post(`${after.url}/payment/v1/authorizations`, payment)).toEqual(first);
    const captured = await post(`${after.url}/payment/v1/authorizations/${String(first.body['id'])}/capture`, {}, 'k2');
    expect(captured.body['status']).toBe('captured');
  });

  it('takes back by key what it made, and spends a key that it never saw', async () => {
    const { url } = await start();
    const held = await post(`${url}/payment/v1/authorizations`, payment);
    await post(`${url}/payment/v1/authorizations/cancellations`, { originalKey: 'k1' }, 'c1');
    await post(`${url}/payment/v1/authorizations/cancellations`, { originalKey: 'never' }, 'c2');
    const capture = await post(`${url}/payment/v1/authorizations/${String(held.body['id'])}/capture`, {}, 'k3');
    expect(capture).toMatchObject({ status: 409, body: { code: 'already_voided' } });
    expect((await post(`${url}/payment/v1/authorizations`, payment, 'never')).body['code']).toBe('key_cancelled');
  });

  it('is steered: the next payment declines, the one after does not', async () => {
    const { url } = await start();
    await post(`${url}/control/next`, { party: 'payment', effect: 'decline', reason: 'stolen_card' });
    expect((await post(`${url}/payment/v1/authorizations`, payment, 'a')).body['code']).toBe('stolen_card');
    expect((await post(`${url}/payment/v1/authorizations`, payment, 'b')).status).toBe(201);
  });
});

describe('webhooks', () => {
  it('are signed, repeated until they are taken, and sent after a restart', async () => {
    // given
    const file = temporary();
    const seen: { source: string; body: string; genuine: boolean }[] = [];
    let open = false;
    const receiver = await startWebhookReceiver((source, body, headers) => {
      const genuine = webhookSources[source]?.verify(body, headers, 'secret') ?? false;
      if (open) seen.push({ source, body: body.toString('utf8'), genuine });
      return open;
    });
    running.push(receiver);
    const before = await start({ file, webhooks: receiver.url });
    const purchase = { buyerReference: 'PO-1', supplier: 'S', deliverTo: 'X', lines: [{ sku: 'A', quantity: 1 }] };
    const filed = { reference: 'O-7', kind: 'H7', items: [{ hsCode: '610910', origin: 'CN' }] };
    expect((await post(`${before.url}/supplier/purchase-orders`, purchase)).status).toBe(201);
    await post(`${before.url}/customs/declarations`, filed, 'k9');
    // when
    await before.stop();
    open = true;
    await start({ file, webhooks: receiver.url });
    // then
    await vi.waitFor(() => expect(seen.map((each) => each.source)).toContain('customs'), 15_000);
    const decision = seen.find((each) => each.source === 'customs');
    expect(decision?.genuine).toBe(true);
    expect(webhookSources['customs']?.messageOf(JSON.parse(decision?.body ?? '{}'))).toMatchObject({
      correlationKey: 'O-7',
      timeToLive: expect.any(Number),
    });
  });

  it.each([
    ['a wrong secret', sign('{}', 'other')],
    ['no signature', undefined],
    ['a signature of another body', sign('{"a":1}', 'secret')],
    ['something else', 'sha256='],
  ])('with %s are not believed', (_name, signature) => {
    const headers = signature === undefined ? {} : { 'x-signature': signature };
    expect(webhookSources['carrier']?.verify(Buffer.from('{}'), headers, 'secret')).toBe(false);
  });

  it('that concern no process publish nothing, and unknown events are refused', () => {
    const delivered = {
      eventId: '1',
      occurredAt: 'now',
      type: 'consignment.delivered',
      reference: 'O',
      consignmentId: 'C',
    };
    expect(webhookSources['carrier']?.messageOf(delivered)).toBeNull();
    expect(() => webhookSources['carrier']?.messageOf({ type: 'consignment.lost' })).toThrow();
  });
});
