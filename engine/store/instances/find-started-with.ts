import type { Executor } from '../database.ts';

/** The instances that were started under the idempotency keys of positions 0, 1, …, up to the first that was not used. */
export async function findStartedWith(
  db: Executor,
  tenantId: string,
  idempotencyKey: (position: number) => string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const { rows } = await db.query<{ instance_key: string }>(
      'select instance_key from silkflow.start_request where tenant_id = $1 and idempotency_key = $2',
      [tenantId, idempotencyKey(found.length)],
    );
    const [row] = rows;
    if (row === undefined) return found;
    found.push(row.instance_key);
  }
}
