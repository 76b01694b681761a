import type { MessagePage } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';

export interface MessageFilter {
  readonly name: string | null;
  readonly correlationKey: string | null;
  /** Messages that went to this instance. */
  readonly instanceKey: string | null;
  readonly before: string | null;
  readonly limit: number;
}

type Message = MessagePage['messages'][number];

interface Row {
  readonly message_key: string;
  readonly name: string;
  readonly correlation_key: string;
  readonly message_id: string | null;
  readonly published_at: Date;
  readonly expires_at: Date;
  readonly state: 'buffered' | 'correlated' | 'expired' | 'refused';
  readonly is_over: boolean;
  readonly duplicate_of: string | null;
  readonly matches: Message['matches'] | null;
}

/** The inbox, newest first, each message with what became of it. */
export async function readMessages(db: Executor, filter: MessageFilter): Promise<MessagePage> {
  const { rows } = await db.query<Row>(
    `select m.message_key, m.name, m.correlation_key, m.message_id, m.published_at, m.expires_at, m.state,
       m.expires_at <= now() as is_over, m.duplicate_of,
       (select json_agg(json_build_object('processInstanceKey', c.instance_key::text, 'processDefinitionId', c.process_id,
            'elementId', s.element_id, 'taken', c.state = 'taken', 'gathering',
            exists (select 1 from silkflow.gathering g where g.gathering_key = c.instance_key)) order by c.created_at)
        from silkflow.message_correlation c left join silkflow.message_subscription s using (subscription_key)
        where c.message_key = m.message_key) as matches
     from silkflow.message m
     where ($1::text is null or m.name = $1) and ($2::text is null or m.correlation_key = $2)
       and ($3::bigint is null or exists (select 1 from silkflow.message_correlation c
         where c.message_key = m.message_key and c.instance_key = $3))
       and ($4::bigint is null or m.message_key < $4)
     order by m.message_key desc limit $5`,
    [filter.name, filter.correlationKey, filter.instanceKey, filter.before, filter.limit + 1],
  );
  return { messages: rows.slice(0, filter.limit).map(toMessage), more: rows.length > filter.limit };
}

function toMessage(row: Row): Message {
  const matches = row.matches ?? [];
  return {
    messageKey: row.message_key,
    name: row.name,
    correlationKey: row.correlation_key,
    messageId: row.message_id,
    publishedAt: row.published_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    reason: reasonOf(row, matches.length > 0),
    duplicateOf: row.duplicate_of,
    matches,
  };
}

function reasonOf(row: Row, isMatched: boolean): Message['reason'] {
  if (row.state === 'refused') return 'duplicate';
  if (isMatched) return 'matched';
  if (row.expires_at.getTime() === row.published_at.getTime()) return 'notWanted';
  return row.state === 'buffered' && !row.is_over ? 'buffered' : 'expired';
}
