/** The read model's writer (design decision D6): kernel events in, rows out, fenced against abandoned attempts. */
export type { EventBatch } from './commit-batches.ts';
export type { Comparison, CompareOptions, Drift, Replayed } from './compare-instance.ts';
export { compareInstance } from './compare-instance.ts';
export type { ElementNames } from './process-details.ts';
export { createElementNames } from './process-details.ts';
export type { Projection, ProjectionOptions } from './projection.ts';
export { createProjection } from './projection.ts';
