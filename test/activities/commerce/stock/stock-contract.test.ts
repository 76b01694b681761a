import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MovementKind } from '#activities/commerce/stock/stock.contract.ts';
import { demandBySku, movementEffects, saleable, stockPosition } from '#activities/commerce/stock/stock.contract.ts';

it.each([
  [{ onHand: 10, reserved: 5, threshold: 3 }, 2],
  [{ onHand: 10, reserved: 10, threshold: 3 }, 0],
  [{ onHand: 1, reserved: 0, threshold: 0 }, 1],
])('saleable of %j is %i', (level, free) => {
  expect(saleable(level)).toBe(free);
});

describe('movements', () => {
  const opposite: readonly (readonly [MovementKind, ...MovementKind[]])[] = [
    ['reserve', 'release'],
    ['reserve', 'ship', 'return'],
    ['order', 'cancel-order'],
  ];

  it.each(opposite)('%s and what follows leave a level as it was', (...kinds) => {
    const sum = { onHand: 0, reserved: 0, inbound: 0 };
    for (const kind of kinds) {
      sum.onHand += movementEffects[kind].onHand;
      sum.reserved += movementEffects[kind].reserved;
      sum.inbound += movementEffects[kind].inbound;
    }
    expect(sum).toEqual({ onHand: 0, reserved: 0, inbound: 0 });
  });

  it('ordering raises the stock position at once, and the delivery leaves it there', () => {
    const before = { onHand: 4, reserved: 1, inbound: 0 };
    const ordered = { ...before, inbound: 6 };
    const received = { onHand: 10, reserved: 1, inbound: 0 };
    expect([before, ordered, received].map(stockPosition)).toEqual([3, 9, 9]);
  });
});

it('demand keeps every piece, once an article, always in the same order', () => {
  const line = fc.record({ sku: fc.constantFrom('A', 'B', 'C', 'D'), quantity: fc.integer({ min: 1, max: 99 }) });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const demand = demandBySku(lines);
      const pieces = (of: readonly { quantity: number }[]): number => of.reduce((sum, each) => sum + each.quantity, 0);
      expect(pieces(demand)).toBe(pieces(lines));
      expect(demand.map((each) => each.sku)).toEqual([...new Set(lines.map((each) => each.sku))].sort());
    }),
  );
});
