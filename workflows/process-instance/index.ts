/** The workflow bundle's entry: every export is a workflow type. */
export { processInstance } from './process-instance.workflow.ts';
export { longActivity } from './long-activity.workflow.ts';
