import { beforeEach, describe, expect, it } from 'vitest';
import { orderTimers } from '#activities/commerce/orders/timers.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { ProcessTest, TestInstance } from '#engine/testing/index.ts';
import { shippedWorld } from './shipped-processes.ts';

let world: ProcessTest;
beforeEach(async () => {
  world = await shippedWorld();
});

const order = { orderId: 'O-1', lines: [{ sku: 'A', quantity: 1, unitPriceMinor: 100 }] };
const quoted = { quote: { status: 'quoted', declaration: 'H7' } };
const clear = { screening: { score: 0, identifierHit: false, priorDecision: 'none' } };
const likely = { screening: { score: 0.8, identifierHit: false, priorDecision: 'none', caseId: 'c' } };

function registered(): TestInstance {
  const instance = world.start({ order }, { process: 'order-to-settlement' });
  return instance.completeJob('orders.register', { orderId: 'O-1', declines: 0, timers: { ...orderTimers.business } });
}

function secured(quote: JsonObject = quoted): TestInstance {
  return registered()
    .completeJob('stock.reserve', { reservation: { reservationId: 'r' } })
    .completeJob('funds.hold', { hold: { authorizationId: 'a' } })
    .completeJob('screening.screen', clear)
    .completeJob('tax.quote', quote);
}

function filed(): TestInstance {
  return secured()
    .completeJob('replenishment.check', { needs: [] })
    .completeJob('freight.book', { shipment: { shipmentId: 's' } })
    .completeJob('customs.file', { declaration: { declarationId: 'd' } });
}

function settled(instance: TestInstance): TestInstance {
  instance.completeJob('freight.hand-over').completeJob('stock.ship');
  world.correlate('parcel-collected', 'O-1');
  return instance
    .completeJob('orders.begin-settlement')
    .completeJob('funds.capture')
    .completeJob('ledger.post-settlement')
    .completeJob('orders.close', { orderStatus: 'settled' });
}

/** Completes each job that waits, and tells their types in order: how an order is unwound. */
function unwinding(instance: TestInstance): string[] {
  const types = ['freight.cancel', 'customs.withdraw', 'funds.void', 'stock.release', 'orders.end'];
  const done: string[] = [];
  while (!instance.isEnded) {
    const open = instance.waiting().filter((wait) => wait.startsWith('job '));
    expect(open).toHaveLength(1);
    const type = types.find((each) => open[0]?.startsWith(`job ${each} `));
    if (type === undefined) throw new Error(`unexpected: ${open.join(', ')}`);
    instance.completeJob(type);
    done.push(type);
  }
  return done;
}

describe('an order that meets no obstacle', () => {
  it('starts stock, money and compliance together, and ends settled', () => {
    const instance = registered();
    expect(instance.active()).toEqual(['Task_HoldFunds', 'Task_ReserveStock', 'Task_Screen']);
    const released = filed();
    world.correlate('customs-released', 'O-1');
    expect(settled(released).status).toBe('completed');
    expect(released.variable('orderStatus')).toBe('settled');
  });

  it('files nothing where no border is crossed', () => {
    const instance = secured({ quote: { status: 'quoted', declaration: 'none' } });
    instance.completeJob('replenishment.check', { needs: [] }).completeJob('freight.book', {});
    expect(settled(instance).status).toBe('completed');
  });

  it('asks for replenishment only when something is needed', () => {
    const instance = secured().completeJob('replenishment.check', { needs: [{ site: 'S', sku: 'A' }] });
    expect(instance.active()).toEqual(['Task_RequestReplenishment']);
    expect(instance.completeJob('replenishment.request').active()).toEqual(['Task_BookFreight']);
  });
});

describe('the payment', () => {
  it('is tried three times at the stated distance, then the order is unwound', () => {
    // given
    const instance = registered().completeJob('stock.reserve', { reservation: {} });
    // when
    for (const declines of [1, 2]) {
      instance.throwError('funds.hold', 'PAYMENT_DECLINED', { declines, declineCode: 'no' });
      world.advance(4 * 3_600_000 - 1);
      expect(instance.active()).toContain('Timer_Retry');
      world.advance(1);
      expect(instance.active()).toContain('Task_HoldFunds');
    }
    instance.throwError('funds.hold', 'PAYMENT_DECLINED', { declines: 3, declineCode: 'no' });
    // then
    expect(unwinding(instance)).toEqual(['stock.release', 'orders.end']);
    expect(world.undone).toEqual([]);
  });
});

describe('compliance', () => {
  it('a possible match waits for a person, whose clearing lets the order go on', () => {
    const instance = registered().completeJob('screening.screen', likely);
    expect(instance.active()).toContain('Task_ReviewMatch');
    instance.completeUserTask('Task_ReviewMatch', { decision: 'clear', reason: 'other birthday' });
    expect(instance.variable('review')).toEqual({ decision: 'clear', reason: 'other birthday' });
    instance.completeJob('screening.decide');
    expect(instance.active()).toContain('Task_Quote');
  });

  it('a true match unwinds the order', () => {
    const instance = registered()
      .completeJob('stock.reserve', { reservation: {} })
      .completeJob('funds.hold', { hold: {} });
    instance.completeJob('screening.screen', likely);
    instance.completeUserTask('Task_ReviewMatch', { decision: 'match', reason: 'passport' });
    instance.throwError('screening.decide', 'PARTY_BLOCKED');
    expect(unwinding(instance)).toEqual(['funds.void', 'stock.release', 'orders.end']);
  });

  it('an equal identifier blocks without asking', () => {
    const instance = registered();
    instance.completeJob('screening.screen', { screening: { score: 1, identifierHit: true, priorDecision: 'none' } });
    expect(instance.active()).toEqual(['Task_EndOrder']);
  });

  it('an unknown article goes to a person and is quoted again, as often as it takes', () => {
    const unknown = { quote: { status: 'unknown', question: 'article', subject: 'A', unknowns: [] } };
    const instance = registered().completeJob('screening.screen', clear);
    for (const hsCode of ['610910', '640411']) {
      instance.completeJob('tax.quote', unknown);
      instance.completeUserTask('Task_Classify', { decision: 'answer', hsCode, origin: 'CN' });
      instance.completeJob('tax.record-ruling', { ruling: null });
    }
    expect(instance.completeJob('tax.quote', quoted).active()).not.toContain('Task_Classify');
  });
});

describe('a branch that fails', () => {
  it('releases the others: done ones by compensation, running ones by their undo', () => {
    const instance = registered().completeJob('funds.hold', { hold: { authorizationId: 'a' } });
    instance.throwError('stock.reserve', 'STOCK_SHORT', { failure: 'nothing left' });
    expect(unwinding(instance)).toEqual(['funds.void', 'orders.end']);
    const other = registered();
    other.throwError('stock.reserve', 'STOCK_SHORT', { failure: 'only two left' });
    expect(other.variable('failure', 'Task_EndOrder')).toBe('only two left');
    expect(unwinding(other)).toEqual(['orders.end']);
    expect(world.undone).toEqual(['funds.hold']);
  });
});

describe('customs', () => {
  it('a hold waits for its release, whatever comes first of the two messages of the other kind', () => {
    const instance = filed();
    world.correlate('customs-held', 'O-1', { holdCode: 'EXAM' });
    expect(instance.active()).toEqual(['Wait_Hold']);
    world.correlate('customs-released', 'O-1');
    expect(settled(instance).status).toBe('completed');
  });

  it('a hold of three days goes to a person, whose answer waits for the release again', () => {
    const instance = filed();
    world.correlate('customs-held', 'O-1', { holdCode: 'EXAM' });
    world.advance('P2DT23H59M');
    expect(instance.active()).toEqual(['Wait_Hold']);
    world.advance('PT1M');
    instance.completeUserTask('Task_ResolveHold', { action: 'supply-documents', note: 'invoice' });
    instance.completeJob('customs.answer-hold');
    world.correlate('customs-released', 'O-1');
    expect(instance.active()).toEqual(['Task_HandOver']);
  });

  it('an office that stays silent is asked, and waited for again', () => {
    const instance = filed();
    world.advance('P1D');
    expect(instance.completeJob('customs.poll').active()).toEqual(['Wait_Customs']);
    world.correlate('customs-released', 'O-1');
    expect(instance.active()).toEqual(['Task_HandOver']);
  });

  it('a consignment that is given up unwinds the order', () => {
    const instance = filed();
    world.correlate('customs-held', 'O-1');
    world.advance('P3D');
    instance.completeUserTask('Task_ResolveHold', { action: 'abandon' });
    instance.throwError('customs.answer-hold', 'CUSTOMS_ABANDONED');
    expect(unwinding(instance)).toEqual([
      'freight.cancel',
      'customs.withdraw',
      'funds.void',
      'stock.release',
      'orders.end',
    ]);
  });
});

describe('a cancellation', () => {
  it('before settlement takes back what was done, in one order', () => {
    const instance = filed();
    expect(world.correlate('cancel-order', 'O-1')).toBe(1);
    instance.completeJob('orders.request-cancellation', { cancellationAccepted: true });
    expect(unwinding(instance)).toEqual([
      'freight.cancel',
      'customs.withdraw',
      'funds.void',
      'stock.release',
      'orders.end',
    ]);
  });

  it('is possible before the order is registered', () => {
    const instance = world.start({ order }, { process: 'order-to-settlement' });
    expect(world.correlate('cancel-order', 'O-1')).toBe(1);
    instance.completeJob('orders.request-cancellation', { cancellationAccepted: true });
    expect(unwinding(instance)).toEqual(['orders.end']);
  });

  it('that comes too late changes nothing', () => {
    const instance = filed();
    world.correlate('customs-released', 'O-1');
    world.correlate('cancel-order', 'O-1');
    instance.completeJob('orders.request-cancellation', { cancellationAccepted: false });
    expect(settled(instance).status).toBe('completed');
  });

  it('and the settlement exclude each other: the one that loses the race is unwound, not settled', () => {
    const instance = filed();
    world.correlate('customs-released', 'O-1');
    instance.completeJob('freight.hand-over').completeJob('stock.ship');
    world.correlate('parcel-collected', 'O-1');
    instance.throwError('orders.begin-settlement', 'ORDER_CANCELLED');
    expect(unwinding(instance)).toHaveLength(5);
  });
});

it('a duplicate ends at once, and leaves the first one alone', () => {
  const instance = world.start({ order }, { process: 'order-to-settlement' });
  instance.throwError('orders.register', 'ORDER_DUPLICATE');
  expect(instance.status).toBe('completed');
});
