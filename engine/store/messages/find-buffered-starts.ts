import type { Executor } from '../database.ts';
import type { StoredMessage } from './match-message.ts';

/** Buffered messages, oldest first, that may start the next instance of a process with this correlation key. */
export async function findBufferedStarts(
  db: Executor,
  process: { readonly tenantId: string; readonly processId: string; readonly correlationKey: string },
): Promise<readonly StoredMessage[]> {
  const { rows } = await db.query<{ message_key: string; name: string; variables: string }>(
    `select m.message_key, m.name, m.variables from silkflow.message m
     join silkflow.start_subscription s on s.tenant_id = m.tenant_id and s.kind = 'message' and s.name = m.name
     where m.tenant_id = $1 and s.process_id = $2 and m.correlation_key = $3 and m.state = 'buffered'
       and m.expires_at > now() and not exists (select 1 from silkflow.message_correlation c
         where c.message_key = m.message_key and c.process_id = $2)
     order by m.message_key limit 20`,
    [process.tenantId, process.processId, process.correlationKey],
  );
  return rows.map((row) => ({
    messageKey: row.message_key,
    tenantId: process.tenantId,
    name: row.name,
    correlationKey: process.correlationKey,
    variables: row.variables,
  }));
}
