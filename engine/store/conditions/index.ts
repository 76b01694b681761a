/** Conditional start events: evaluated when somebody asks, never by themselves. */
export type { StartCondition } from './find-start-conditions.ts';
export { findStartConditions } from './find-start-conditions.ts';
export type { Evaluation, StartedByCondition } from './start-by-conditions.ts';
export { startByConditions } from './start-by-conditions.ts';
