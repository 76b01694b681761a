import type { JsonObject } from '#engine/contracts/json.ts';
import { type Database, type Transaction, transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { firstTime } from '../effects/first-time.ts';
import type { Delivery } from './deliver-match.ts';
import { insertMessage } from './insert-message.ts';
import { lockCorrelations } from './lock-correlations.ts';
import { matchMessage } from './match-message.ts';
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

/** What became of a message at once. Servers bring it to the instances; they are told through Postgres. */
export type Published =
  | {
      readonly kind: 'published';
      readonly messageKey: string;
      readonly matches: readonly Delivery[];
      /** Keys of the instances that it starts. */
      readonly started: readonly string[];
      /** Keys of those that it helps to start, when what else their start events wait for has come. */
      readonly gathering: readonly string[];
    }
  /** One with the same id, name and key is still buffered; this one is kept as refused. */
  | { readonly kind: 'duplicate' };

/** Publishes a message: into the inbox, to who waits for it, and to the start events that it may trigger. */
export async function publishMessage(database: Database, keys: KeyLease, publication: Publication): Promise<Published> {
  const messageKey = await keys.next(database.pool);
  return transaction(database, (tx) => publishIn(tx, keys, messageKey, publication));
}

/**
 * As `publishMessage`, once by the name of its effect: again it has none, whatever has become of the message. Answers the
 * keys of the instances that it starts.
 */
export async function publishMessageOnce(
  database: Database,
  keys: KeyLease,
  publication: Publication & { readonly effectId: string },
): Promise<readonly string[]> {
  const messageKey = await keys.next(database.pool);
  return transaction(database, async (tx) => {
    if (!(await firstTime(tx, publication.effectId))) return [];
    const published = await publishIn(tx, keys, messageKey, publication);
    return published.kind === 'published' ? published.started : [];
  });
}

async function publishIn(
  tx: Transaction,
  keys: KeyLease,
  messageKey: string,
  publication: Publication,
): Promise<Published> {
  const { tenantId, name, correlationKey } = publication;
  const message = { messageKey, tenantId, name, correlationKey, variables: JSON.stringify(publication.variables) };
  await lockCorrelations(tx, [message]);
  const inserted = await insertMessage(tx, { ...publication, ...message });
  await tx.query(`select pg_notify('silkflow_lists', 'messages')`);
  if (inserted.kind === 'duplicate') return { kind: 'duplicate' };
  const matches = await matchMessage(tx, message);
  const { started, gathering } = await startByMessage(tx, keys, message);
  const takers = matches.length + started.length + gathering.length;
  if (publication.timeToLive === 0) await endAtOnce(tx, messageKey, takers > 0);
  return { kind: 'published', messageKey, matches, started, gathering };
}

/** A message without a time to live is not kept: it has matched, or it is over. */
async function endAtOnce(tx: Transaction, messageKey: string, matched: boolean): Promise<void> {
  await tx.query('update silkflow.message set state = $2 where message_key = $1', [
    messageKey,
    matched ? 'correlated' : 'expired',
  ]);
}
