import pg from 'pg';

/** The engine's PostgreSQL database. Keys (`bigint`) come back as decimal text, instants as `Date`. */
export interface Database {
  readonly pool: pg.Pool;
}

/** One connection inside `begin … commit`. Functions that must run in their caller's transaction ask for it by this type. */
export type Transaction = pg.PoolClient;

/** What runs a statement: the pool (each statement alone) or a transaction. */
export type Executor = Pick<pg.PoolClient, 'query'>;

/** Opens no connection yet: a wrong address shows at the first statement. Close with `pool.end()`. */
export function openDatabase(url: string, options: { readonly poolSize: number; readonly name: string }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    application_name: options.name,
    // Statements sent without awaiting the one before travel together; those that are awaited are as ever.
    pipeline: true,
  });
  // An idle connection that breaks (server restart) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // As one does that breaks between two statements of a transaction; the next statement tells the caller.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return { pool };
}

const statementNames = new Map<string, string>();

/** A statement that each connection parses once and remembers: for the few that run with every workflow task. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  const name = statementNames.get(text) ?? `silkflow_${statementNames.size}`;
  statementNames.set(text, name);
  return { name, text, values };
}

/** Runs `work` in one transaction at READ COMMITTED; a throw rolls back and is thrown on. */
export function transaction<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return transactionWithTail(database, async (tx) => ({ result: await work(tx), tail: [] }));
}

/** What the work of a transaction leaves: statements that it has sent and whose results nobody needs. */
export interface WithTail<T> {
  readonly result: T;
  readonly tail: readonly Promise<unknown>[];
}

/** As `transaction`, but the last statements travel with the commit; when one of them fails, nothing is committed. */
export async function transactionWithTail<T>(
  database: Database,
  work: (tx: Transaction) => Promise<WithTail<T>>,
): Promise<T> {
  const connection = await database.pool.connect();
  let broken: Error | undefined;
  try {
    // Travels with the first statement.
    const begun = connection.query('begin');
    begun.catch(() => undefined);
    const { result, tail } = await work(connection);
    // After a failed statement Postgres takes it for a rollback.
    await Promise.all([begun, ...tail, connection.query('commit')]);
    return result;
  } catch (error) {
    await connection.query('rollback').catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error(String(reason));
    });
    throw error;
  } finally {
    // A connection whose rollback failed is in an unknown state: it must not go back to the pool.
    connection.release(broken);
  }
}
