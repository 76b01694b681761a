/**
 * The inbox (design decision D7): where messages and subscriptions meet, each match in one transaction. The projection
 * calls `openSubscriptions` with the keys of the rows it has written; what an instance took is told by the answer to the
 * delivery's request, never by rows.
 */
export type { CorrelationPoint } from './lock-correlations.ts';
export { lockCorrelations } from './lock-correlations.ts';
export { parseCorrelationRequestId } from './deliver-match.ts';
export type { StoredMessage } from './match-message.ts';
export { matchMessage } from './match-message.ts';
export type { Inserted, NewMessage } from './insert-message.ts';
export { insertMessage } from './insert-message.ts';
export { openSubscriptions } from './open-subscriptions.ts';
export type { MessageRefusal } from './settle-correlation.ts';
export { messageRefused } from './settle-correlation.ts';
export type { Correlation } from './take-message.ts';
export { messageTaken } from './take-message.ts';
export { expireMessages } from './expire-messages.ts';
export type { StartSubscription } from './find-start-subscriptions.ts';
export { findStartSubscriptions } from './find-start-subscriptions.ts';
export type { EndedStartLock } from './release-start-locks.ts';
export { findEndedStartLocks } from './release-start-locks.ts';
export type { Publication, Published } from './publish-message.ts';
export { publishMessage, publishMessageOnce } from './publish-message.ts';
export { startNext } from './start-next.ts';
