import { type Database, openDatabase, transaction } from '#engine/store/database.ts';
import { createKeyLease } from '#engine/store/definitions/index.ts';
import { messageTaken, openSubscriptions, type Publication, publishMessage } from '#engine/store/messages/index.ts';
import { freshDatabase } from '#test/support/index.ts';

/** The same everywhere in these tests, unless told otherwise. */
export const tenantId = '<default>';
export const messageName = 'paid';

export interface Waiting {
  readonly correlationKey: string;
  readonly processId?: string;
  readonly name?: string;
}

/** A database with an inbox, and what instances and publishers do with it. */
export interface Inbox {
  readonly database: Database;
  /** Opens subscriptions as the projection does: rows and their matching in one transaction. Answers their keys. */
  open(...waiting: readonly Waiting[]): Promise<readonly string[]>;
  /** Answers the key of a message that was published. */
  publish(correlationKey: string, more?: Partial<Publication>): Promise<string>;
  /** The instance has answered the delivery. */
  taken(messageKey: string, subscriptionKey: string): Promise<void>;
  /** Where the messages with this key go, by subscription. */
  correlations(
    correlationKey: string,
  ): Promise<readonly { readonly subscription_key: string; readonly state: string }[]>;
  close(): Promise<void>;
}

export async function openInbox(onOpen: (database: Database) => void = () => undefined): Promise<Inbox> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { poolSize: 16, name: 'inbox test', byKey: true });
  onOpen(database);
  const keys = createKeyLease();

  return {
    database,
    async open(...waiting) {
      const opened = await Promise.all(waiting.map(() => keys.next(database.pool)));
      await transaction(database, async (tx) => {
        await tx.query(
          `insert into silkflow.message_subscription (subscription_key, instance_key, tenant_id, process_id,
             process_definition_key, element_instance_key, element_id, message_name, correlation_key, interrupting, state,
             created_at, updated_at)
           select key, key, $5, process, 1, key, 'catch', name, correlation_key, true, 'open', now(), now()
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as t (key, process, name, correlation_key)`,
          [
            opened,
            waiting.map(({ processId = 'p' }) => processId),
            waiting.map(({ name = messageName }) => name),
            waiting.map(({ correlationKey }) => correlationKey),
            tenantId,
          ],
        );
        await openSubscriptions(tx, opened);
      });
      return opened;
    },
    async publish(correlationKey, more = {}) {
      const kept = { timeToLive: 60_000, messageId: null, businessId: null, variables: {} };
      const publication = { tenantId, name: messageName, correlationKey, ...kept, ...more };
      const published = await publishMessage(database, keys, publication);
      if (published.kind !== 'published') throw new Error('a duplicate');
      return published.messageKey;
    },
    taken(messageKey, subscriptionKey) {
      const answer = { id: `message-${messageKey}-${subscriptionKey}`, ok: true } as const;
      return messageTaken(database, { messageKey, subscriptionKey }, { answer, announced: false });
    },
    async correlations(correlationKey) {
      const { rows } = await database.pool.query<{ subscription_key: string; state: string }>(
        `select c.subscription_key, c.state from silkflow.message_correlation c
         join silkflow.message m using (message_key) where m.correlation_key = $1 order by c.subscription_key`,
        [correlationKey],
      );
      return rows;
    },
    async close() {
      await database.pool.end();
      await fresh.drop();
    },
  };
}
