/** Finds, starts and watches what Silkflow stands on: Temporal, Postgres, and its own processes. */
export { freePort, isFree } from './free-port.ts';
export type { CommandOptions, CommandResult } from './run-command.ts';
export { runCommand } from './run-command.ts';
export type { Say } from './stack-error.ts';
export { StackError } from './stack-error.ts';
export type { PostgresCluster } from './postgres/prepare-postgres.ts';
export { clusterFolder, preparePostgres } from './postgres/prepare-postgres.ts';
export { accepts, ensureDatabase, postgresPlan, postgresUrl } from './postgres/postgres-plan.ts';
export type { ProcessPlan, RunningProcess } from './processes/running-process.ts';
export { lastLines, startProcess, waitUntilReady } from './processes/running-process.ts';
export type { TemporalCli } from './temporal/find-temporal.ts';
export { cacheFolder, findTemporal } from './temporal/find-temporal.ts';
export type { TemporalSettings } from './temporal/temporal-plan.ts';
export { answers, keepHistories, temporalPlan } from './temporal/temporal-plan.ts';
