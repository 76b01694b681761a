import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { lockEach } from '../lock-names.ts';

/** Where messages and subscriptions meet. */
export interface CorrelationPoint {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
}

/**
 * Serialises publishing and opening at these points until the transaction ends (design decision D7): without it each side
 * can miss the other under READ COMMITTED. All points of a transaction in one call. What looks at the point is another
 * statement, sent after this one: a statement's snapshot is taken before it waits for a lock in itself.
 */
export async function lockCorrelations(tx: Transaction, points: readonly CorrelationPoint[]): Promise<void> {
  const tenantIds = points.map(({ tenantId }) => tenantId);
  const names = points.map(({ name }) => name);
  const correlationKeys = points.map(({ correlationKey }) => correlationKey);
  await tx.query(prepared(lockPoints, [tenantIds, names, correlationKeys]));
}

const lockPoints = lockEach(
  lockOf('tenant_id', 'name', 'correlation_key'),
  'unnest($1::text[], $2::text[], $3::text[]) as point (tenant_id, name, correlation_key)',
);

/** As `lockCorrelations`, at the points where those of these subscriptions wait that are open. */
export async function lockSubscriptions(tx: Transaction, subscriptionKeys: readonly string[]): Promise<void> {
  await tx.query(prepared(lockOpen, [subscriptionKeys]));
}

// Their states are looked at afterwards: Postgres may else read all subscriptions that are open, by an index of those.
const lockOpen = lockEach(
  lockOf('tenant_id', 'message_name', 'correlation_key'),
  `(select tenant_id, message_name, correlation_key, state from silkflow.message_subscription
    where subscription_key = any($1::bigint[]) offset 0) as asked where state = 'open'`,
);

/** The same for the same point wherever it is asked for, in every version of the engine: the hash of a JSON text. */
function lockOf(...columns: readonly string[]): string {
  const texts = columns.map((column) => `to_json(${column})::text`);
  return `hashtextextended('[' || ${texts.join(` || ',' || `)} || ']', 0)`;
}
