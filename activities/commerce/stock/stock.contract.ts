import { z } from 'zod';
import { sku } from '../orders/order.contract.ts';

export const stockLine = z.object({ sku, quantity: z.number().int().positive() });
export type StockLine = z.output<typeof stockLine>;

export interface StockLevel {
  readonly site: string;
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  /** Ordered from a supplier and not yet received. */
  readonly inbound: number;
  /** Kept back from sale. */
  readonly threshold: number;
  readonly reorderPoint: number;
  readonly reorderUpTo: number;
  readonly packSize: number;
}

export type ReservationState = 'reserved' | 'released' | 'shipped' | 'returned';

export interface Reservation {
  readonly reservationId: string;
  readonly orderId: string;
  readonly site: string;
  readonly state: ReservationState;
  readonly lines: readonly StockLine[];
}

/** What each kind of movement does to a level, per piece moved. */
export type MovementKind = 'reserve' | 'release' | 'ship' | 'return' | 'order' | 'cancel-order' | 'receive';
export const movementEffects: Readonly<Record<MovementKind, { onHand: number; reserved: number; inbound: number }>> = {
  reserve: { onHand: 0, reserved: +1, inbound: 0 },
  release: { onHand: 0, reserved: -1, inbound: 0 },
  ship: { onHand: -1, reserved: -1, inbound: 0 },
  return: { onHand: +1, reserved: 0, inbound: 0 },
  order: { onHand: 0, reserved: 0, inbound: +1 },
  'cancel-order': { onHand: 0, reserved: 0, inbound: -1 },
  receive: { onHand: +1, reserved: 0, inbound: -1 },
};

/** What may still be promised: `saleable({ onHand: 10, reserved: 5, threshold: 3 })` is 2. Never below zero. */
export function saleable(level: Pick<StockLevel, 'onHand' | 'reserved' | 'threshold'>): number {
  return Math.max(0, level.onHand - level.reserved - level.threshold);
}

/** What the reorder point is compared with: stock that is or will be free. */
export function stockPosition(level: Pick<StockLevel, 'onHand' | 'reserved' | 'inbound'>): number {
  return level.onHand - level.reserved + level.inbound;
}

/** The same article on several lines of an order is one demand; by sku, so that all callers lock in the same order. */
export function demandBySku(lines: readonly StockLine[]): StockLine[] {
  const demand = new Map<string, number>();
  for (const line of lines) demand.set(line.sku, (demand.get(line.sku) ?? 0) + line.quantity);
  return [...demand].map(([key, quantity]) => ({ sku: key, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
