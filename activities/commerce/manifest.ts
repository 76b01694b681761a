import type { ActivityManifest } from '#engine/contracts/activity.ts';

/** Attempts outlast a restart of Postgres, a worker or a partner: about four minutes before it becomes an incident. */
const patience = { maximumAttempts: 12, initialIntervalMs: 250, backoffCoefficient: 2, maximumIntervalMs: 30_000 };
const partner = { startToCloseMs: 15_000, retry: patience } as const;
const table = { startToCloseMs: 10_000, retry: patience } as const;
/**
 * Only our own tables, milliseconds, and the same result for the same key: may run inside the workflow task. Activities whose
 * business error depends on the moment (stock, the gates of the order) are not among them.
 */
const local = { ...table, local: true } as const;

/** Every job type of the commerce activities, as data: read at deployment and by the worker. */
export const commerceManifest: readonly ActivityManifest[] = [
  { type: 'orders.register', ...table },
  { type: 'orders.begin-settlement', ...table },
  { type: 'orders.request-cancellation', ...table },
  { type: 'orders.close', ...local },
  { type: 'orders.end', ...local },
  { type: 'stock.reserve', ...table, undo: true },
  { type: 'stock.release', ...table },
  { type: 'stock.ship', ...table },
  { type: 'stock.receive', ...table },
  { type: 'funds.hold', ...partner, undo: true },
  { type: 'funds.capture', ...partner, undo: true },
  { type: 'funds.void', ...partner },
  { type: 'screening.screen', ...local },
  { type: 'screening.decide', ...table },
  { type: 'tax.quote', ...local },
  { type: 'tax.record-ruling', ...table },
  { type: 'replenishment.check', ...table },
  { type: 'replenishment.request', ...partner },
  { type: 'replenishment.propose', ...table },
  { type: 'replenishment.order', ...partner, undo: true },
  { type: 'replenishment.cancel', ...partner },
  { type: 'freight.book', ...partner, undo: true },
  { type: 'freight.hand-over', ...partner },
  { type: 'freight.cancel', ...partner },
  { type: 'freight.poll', ...partner },
  { type: 'customs.file', ...partner, undo: true },
  { type: 'customs.withdraw', ...partner },
  { type: 'customs.answer-hold', ...partner },
  { type: 'customs.poll', ...partner },
  { type: 'ledger.post-settlement', ...table, undo: true },
];
