/**
 * What has come for start events that wait for several things before there is an instance (MUL5). A gathering belongs to
 * one version, is read and changed under `lockGatherings`, and is gone once its instance has been started.
 */
export type { GatheringStart, Occurrence } from './gathering-start.ts';
export { lockGatherings } from './lock-gatherings.ts';
export { joinGatherings } from './join-gatherings.ts';
export { startGathered } from './start-gathered.ts';
export { dropGatherings } from './drop-gatherings.ts';
export { readGatherings } from './read-gatherings.ts';
