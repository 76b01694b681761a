import type { PoolClient } from 'pg';
import type { Database } from '#engine/store/database.ts';

/** What travels to PostgreSQL. */
export interface Traffic {
  /** Texts, in the order in which they are sent. */
  readonly statements: readonly string[];
  /** How often a connection with nothing under way sends something. */
  readonly trips: number;
}

/** Watches the connections that the pool opens from now on. */
export function watchTraffic({ pool }: Database): { during(work: () => Promise<unknown>): Promise<Traffic> } {
  let statements: string[] = [];
  let trips = 0;

  pool.on('connect', (connection: PoolClient) => {
    let underWay = 0;
    const send = connection.query.bind(connection) as (...given: unknown[]) => unknown;
    const watched = (...given: unknown[]): unknown => {
      if (underWay === 0) trips += 1;
      underWay += 1;
      statements.push(textOf(given[0]));
      const over = (): void => void (underWay -= 1);
      const callback = given.at(-1);
      if (typeof callback === 'function') {
        given[given.length - 1] = (...outcome: unknown[]): void => {
          over();
          Reflect.apply(callback, undefined, outcome);
        };
      }
      const result = send(...given);
      if (result instanceof Promise) result.then(over, over);
      return result;
    };
    connection.query = watched as typeof connection.query;
  });

  return {
    async during(work) {
      statements = [];
      trips = 0;
      await work();
      return { statements, trips };
    },
  };
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '?';
}
