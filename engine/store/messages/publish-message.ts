import type { JsonObject } from '#engine/contracts/json.ts';
import { type Database, prepared, type Transaction, transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { firstTime } from '../effects/first-time.ts';
import type { NewRequest } from '../requests/insert-request.ts';
import { lockGathering } from './find-start-subscriptions.ts';
import { insertMessage } from './insert-message.ts';
import { lockCorrelations } from './lock-correlations.ts';
import { startByMessage } from './start-by-message.ts';

export interface Publication {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  /** Milliseconds; 0 = not buffered. */
  readonly timeToLive: number;
  readonly messageId: string | null;
  readonly businessId: string | null;
  readonly variables: JsonObject;
}

/** What became of a message at once. */
export type Published =
  | {
      readonly kind: 'published';
      readonly messageKey: string;
      /** The requests that bring it to the instances that wait for it. */
      readonly deliveries: readonly NewRequest[];
      /** Keys of the instances that it starts. */
      readonly started: readonly string[];
      /** Keys of those that it helps to start, when what else their start events wait for has come. */
      readonly gathering: readonly string[];
    }
  /** One with the same id, name and key is still buffered; this one is kept as refused. */
  | { readonly kind: 'duplicate' };

/**
 * Publishes a message: into the inbox, to who waits for it, and to the start events that it may trigger. The caller brings
 * its deliveries, at once; should it die, others find them after a while.
 */
export async function publishMessage(database: Database, keys: KeyLease, publication: Publication): Promise<Published> {
  const messageKey = await keys.next(database.pool);
  return transaction(database, (tx) => publishIn(tx, keys, { ...publication, messageKey }, 'sent'));
}

/**
 * As `publishMessage`, once by the name of its effect: again it has none, whatever has become of the message. Servers bring
 * it to the instances; they are told through Postgres. Answers the keys of the instances that it starts.
 */
export async function publishMessageOnce(
  database: Database,
  keys: KeyLease,
  publication: Publication & { readonly effectId: string },
): Promise<readonly string[]> {
  const messageKey = await keys.next(database.pool);
  return transaction(database, async (tx) => {
    if (!(await firstTime(tx, publication.effectId))) return [];
    const published = await publishIn(tx, keys, { ...publication, messageKey }, 'open');
    return published.kind === 'published' ? published.started : [];
  });
}

async function publishIn(
  tx: Transaction,
  keys: KeyLease,
  publication: Publication & { readonly messageKey: string },
  deliveries: 'open' | 'sent',
): Promise<Published> {
  const { messageKey, tenantId, name } = publication;
  const message = { ...publication, variables: JSON.stringify(publication.variables) };
  // Sent together: what Postgres does after the lock sees what others did before they released it.
  const locked = lockCorrelations(tx, [message]);
  const [inserted] = await Promise.all([insertMessage(tx, message, deliveries), locked]);
  if (inserted.kind === 'duplicate') return { kind: 'duplicate' };
  const wanted = { kind: 'message', tenantId, name, processId: null } as const;
  const { started, gathering } = await startByMessage(
    tx,
    keys,
    message,
    await lockGathering(tx, wanted, inserted.starts),
  );
  if (publication.timeToLive === 0) {
    const isTaken = inserted.deliveries.length + started.length + gathering.length > 0;
    const state = isTaken ? 'correlated' : 'expired';
    if (inserted.state !== state) await endAtOnce(tx, messageKey, state);
  }
  return { kind: 'published', messageKey, deliveries: inserted.deliveries, started, gathering };
}

/** A message without a time to live is not kept: it has matched, or it is over. */
async function endAtOnce(tx: Transaction, messageKey: string, state: 'correlated' | 'expired'): Promise<void> {
  await tx.query(prepared('update silkflow.message set state = $2 where message_key = $1', [messageKey, state]));
}
