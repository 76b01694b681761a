/** External jobs: locks, retries above zero and back-off belong to Postgres; the instance hears of results alone. */
export type { ActivatedJob, Activation } from './activate-jobs.ts';
export { activateJobs } from './activate-jobs.ts';
export type { JobState } from './find-job.ts';
export { findJob } from './find-job.ts';
export { failJobAttempt, setJobDeadline, setJobRetries } from './lock-job.ts';
export { nextFreeJob } from './next-free-job.ts';
export { visibleVariables } from './visible-variables.ts';
export { proposedVariables } from './proposed-variables.ts';
