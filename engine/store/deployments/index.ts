/** What is deployed: versions by content, written in one transaction a deployment. */
export type { Latest } from './deployed-by-hash.ts';
export {
  decisionsOf,
  latestDecision,
  latestForm,
  latestProcess,
  latestRequirements,
  lockDeployments,
} from './deployed-by-hash.ts';
export type { NewResource } from './insert-deployment.ts';
export {
  insertDecision,
  insertDeployment,
  insertForm,
  insertProcess,
  insertRequirements,
  insertResource,
} from './insert-deployment.ts';
export type { DueTimerStart } from './due-timer-starts.ts';
export { setNextTimerStart, takeDueTimerStart } from './due-timer-starts.ts';
export { readLinkedFiles } from './read-linked-files.ts';
export type { NewStartSubscription } from './replace-start-subscriptions.ts';
export { lockStarts } from './lock-starts.ts';
export { replaceStartSubscriptions } from './replace-start-subscriptions.ts';
export { readCompiledProcess } from './read-compiled-process.ts';
