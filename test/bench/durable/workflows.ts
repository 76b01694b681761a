/** Everything the bench's one worker runs: the engine's workflow, and its peers written by hand. */
export { processInstance } from '#workflows/process-instance/index.ts';
export { tenUpdatesByHand } from './external-jobs.workflow.ts';
export { orderByHand } from './order-flow.workflow.ts';
export { tenLocalTasksByHand, tenTasksByHand } from './ten-tasks.workflow.ts';
export { collectGarbage, waitByHand } from './waiting.workflow.ts';
