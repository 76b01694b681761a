import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction: commits what it returns, rolls back what it throws. */
export async function inTransaction<T>(pool: Pool, work: (sql: PoolClient) => Promise<T>): Promise<T> {
  const sql = await pool.connect();
  try {
    await sql.query('begin');
    const result = await work(sql);
    await sql.query('commit');
    sql.release();
    return result;
  } catch (error) {
    await sql.query('rollback').then(
      () => sql.release(),
      // A connection that cannot roll back is of no further use to the pool.
      (broken: unknown) => sql.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}
