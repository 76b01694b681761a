import type { Transaction } from '../database.ts';
import type { TakenMessage } from './row-changes.ts';

/**
 * The inbox's part of a projection transaction (design decision D7). The subscriptions' own rows are written before these
 * are called, within the same transaction.
 */
export interface Inbox {
  /** Newly open: buffered messages that match become deliveries. Locks (tenant, name, correlation key) in sorted order. */
  openSubscriptions(tx: Transaction, subscriptions: readonly string[]): Promise<void>;
  /** Closed: a delivery that was under way goes back and is matched again. */
  closeSubscriptions(tx: Transaction, subscriptions: readonly string[]): Promise<void>;
  /** The instances say taken: the deliveries are done. */
  takeMessages(tx: Transaction, taken: readonly TakenMessage[]): Promise<void>;
  /** What they said belongs to an attempt that never reached the history: the deliveries are due again. */
  untakeMessages(tx: Transaction, taken: readonly TakenMessage[]): Promise<void>;
}
