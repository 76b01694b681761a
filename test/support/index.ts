/** What integration tests, drills and benches stand on: one shared Temporal and Postgres, a fresh space in each. */
export type { FreshDatabase } from './fresh-database.ts';
export { freshDatabase, postgresAddress, temporalAddress, uniqueTaskQueue } from './fresh-database.ts';
export { freshNamespace } from './fresh-namespace.ts';
export { workerProcess } from './worker-process.ts';
export type { WorkerProcess } from './worker-process.ts';
