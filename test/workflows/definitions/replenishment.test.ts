import { beforeEach, describe, expect, it } from 'vitest';
import { orderTimers } from '#activities/commerce/orders/timers.ts';
import type { ProcessTest, TestInstance } from '#engine/testing/index.ts';
import { shippedWorld } from './shipped-processes.ts';

let world: ProcessTest;
beforeEach(async () => {
  world = await shippedWorld();
});

function proposed(costInBase: number, quantity = 6): TestInstance {
  const need = { need: { site: 'S', sku: 'A' } };
  const instance = world.start(need, { process: 'replenishment', startEvent: 'Start_StockLow' });
  return instance.completeJob('replenishment.propose', {
    proposal: { sku: 'A', quantity, costInBase, lines: [{ sku: 'A', quantity }] },
    timers: { ...orderTimers.business },
  });
}

const ordered = { supplierOrder: { supplierOrderId: 'SO-1', reference: 'PO-1' } };

it('ends when the stock has recovered meanwhile', () => {
  expect(proposed(0, 0).status).toBe('completed');
});

describe('authority', () => {
  it('asks nobody below the limit', () => {
    const instance = proposed(999.99).completeJob('replenishment.order', ordered);
    world.correlate('goods-delivered', 'PO-1');
    expect(instance.completeJob('stock.receive').status).toBe('completed');
  });

  it('asks one planner from 1,000 EUR, who may refuse', () => {
    const approved = proposed(1_000).completeUserTask('Task_Approve', { approved: 'yes' });
    expect(approved.active()).toEqual(['Task_PlaceOrder']);
    expect(proposed(4_999.99).completeUserTask('Task_Approve', { approved: 'no', reason: 'season over' }).status).toBe(
      'completed',
    );
  });

  it('asks the head of supply too from 5,000 EUR', () => {
    const instance = proposed(5_000).completeUserTask('Task_Approve', { approved: 'yes' });
    expect(instance.active()).toEqual(['Task_ApproveSecond']);
    expect(instance.completeUserTask('Task_ApproveSecond', { approved: 'yes' }).active()).toEqual(['Task_PlaceOrder']);
    const refused = proposed(5_000).completeUserTask('Task_Approve', { approved: 'yes' });
    expect(refused.completeUserTask('Task_ApproveSecond', { approved: 'no' }).status).toBe('completed');
  });
});

describe('a supplier', () => {
  it('that refuses ends the process', () => {
    expect(proposed(10).throwError('replenishment.order', 'SUPPLIER_REFUSED').status).toBe('completed');
  });

  it('that is late is chased, waited for, and at last given up', () => {
    const instance = proposed(10).completeJob('replenishment.order', ordered);
    world.advance('P14D');
    instance.completeUserTask('Task_Chase', { action: 'wait' });
    expect(instance.active()).toEqual(['Wait_Delivery']);
    world.advance('P14D');
    instance.completeUserTask('Task_Chase', { action: 'cancel' });
    expect(instance.completeJob('replenishment.cancel').status).toBe('completed');
  });
});
