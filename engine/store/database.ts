import pg from 'pg';
import { sqlState } from './refused-value.ts';

/** The engine's PostgreSQL database. Keys (`bigint`) come back as decimal text, instants as `Date`. */
export interface Database {
  readonly pool: pg.Pool;
}

/** One connection inside `begin … commit`. Functions that must run in their caller's transaction ask for it by this type. */
export type Transaction = pg.PoolClient;

/** What runs a statement: the pool (each statement alone) or a transaction. */
export type Executor = Pick<pg.PoolClient, 'query'>;

export interface DatabaseOptions {
  readonly poolSize: number;
  /** How the connections are called in `pg_stat_activity`. */
  readonly name: string;
  /** Every statement finds its rows by key, as a worker's do. Searches would suffer. */
  readonly byKey?: boolean;
}

/**
 * A statement is planned once, and by index. Postgres would make most plans anew each time, which took a third of its work
 * for the projection; and a plan that was made when a table was small walks through all of it until the table is analysed:
 * with 20,000 instances an activation of jobs took 2 s so, and 1.3 ms by index.
 */
const planByKey = `set plan_cache_mode = force_generic_plan; set jit = off; set enable_seqscan = off;
  set enable_hashjoin = off; set enable_mergejoin = off`;

/** Opens no connection yet: a wrong address shows at the first statement. Close with `pool.end()`. */
export function openDatabase(url: string, options: DatabaseOptions): Database {
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
  pool.on('connect', (connection) => {
    connection.on('error', () => undefined);
    // Goes before the statement that the connection was opened for, which tells the caller if it is broken.
    if (options.byKey === true) connection.query(planByKey).catch(() => undefined);
  });
  return { pool };
}

const statementNames = new Map<string, string>();
// Each costs every connection some 100 kB. A product's processes need some dozens.
const mostPrepared = 500;

/** A statement that each connection parses once and remembers: for those that run with every workflow task or job. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  const known = statementNames.get(text);
  if (known === undefined && statementNames.size >= mostPrepared) return { text, values };
  const name = known ?? `silkflow_${statementNames.size}`;
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
  const faults = new Faults();
  let broken: Error | undefined;
  try {
    // Travels with the first statement.
    const begun = connection.query('begin');
    begun.catch(() => undefined);
    const { result, tail } = await work(faults.watch(connection));
    // After a failed statement Postgres takes it for a rollback.
    await Promise.all([begun, ...tail, connection.query('commit')]);
    return result;
  } catch (error) {
    await connection.query('rollback').catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error(String(reason));
    });
    throw faults.causeOf(error);
  } finally {
    // A connection whose rollback failed is in an unknown state: it must not go back to the pool.
    connection.release(broken);
  }
}

/** SQLSTATE of a statement that was not tried, since one before it in its transaction has failed. */
const inFailedTransaction = '25P02';

/**
 * Of statements that travel together, all after the first that fails are refused, and which of the rejections a caller meets
 * first depends on how many promises lie around each. This remembers the one that was refused for itself.
 */
class Faults {
  #last: unknown;

  watch(connection: Transaction): Transaction {
    return new Proxy(connection, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          const result: unknown = Reflect.apply(value, target, given);
          if (name === 'query' && result instanceof Promise) result.catch((error: unknown) => this.#note(error));
          return result;
        };
      },
    });
  }

  causeOf(error: unknown): unknown {
    return sqlState(error) === inFailedTransaction ? (this.#last ?? error) : error;
  }

  #note(error: unknown): void {
    if (sqlState(error) !== inFailedTransaction) this.#last = error;
  }
}
