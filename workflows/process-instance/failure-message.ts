import { ActivityFailure, rootCause } from '@temporalio/workflow';

/** What went wrong in the last attempt of an activity, without Temporal's wrapping. */
export function messageOf(error: unknown): string {
  if (error instanceof ActivityFailure) return rootCause(error) ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
