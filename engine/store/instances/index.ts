/** Process instances: starting them, and what is known of one. */
export type { InsertedStart, NewStart } from './insert-start.ts';
export { insertStart } from './insert-start.ts';
export type { PendingStart } from './starts.ts';
export { announceStart, confirmStarts, findPendingStarts, readPendingStart } from './starts.ts';
export type { DeployedProcess, ProcessChoice } from './find-definition.ts';
export { findProcess } from './find-definition.ts';
export type { InstanceState } from './find-instance.ts';
export { findInstance, hasEnded } from './find-instance.ts';
export { findStartedWith } from './find-started-with.ts';
export { claimBusinessId } from './claim-business-id.ts';
export { startArguments } from './start-arguments.ts';
export type { ElementStatistics } from './element-statistics.ts';
export { elementStatistics } from './element-statistics.ts';
export { markTrouble } from './mark-trouble.ts';
export { readInstanceState } from './read-instance-state.ts';
export { readRootVariables } from './read-root-variables.ts';
