/**
 * Rows that have served their purpose are deleted in small batches, so that nobody waits for them. What keeps a running
 * instance from doing something twice stays, however old it is.
 */
export type { Cursor, Pruned } from './batch.ts';
export { pruneAudit } from './prune-audit.ts';
export { pruneEffects } from './prune-effects.ts';
export { pruneGatherings } from './prune-gatherings.ts';
export { pruneMessages } from './prune-messages.ts';
export { pruneRequests } from './prune-requests.ts';
export { pruneStarts } from './prune-starts.ts';
export { pruneStoredValues } from './prune-stored-values.ts';
