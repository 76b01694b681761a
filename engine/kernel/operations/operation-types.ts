import type { OperationType } from '../contract/input.ts';

/** All that a caller can ask of a running instance. A record, so that an operation that is forgotten here does not compile. */
export const operationTypes: Readonly<Record<OperationType, true>> = {
  cancelInstance: true,
  completeJob: true,
  failJob: true,
  throwJobError: true,
  updateJobRetries: true,
  completeUserTask: true,
  changeUserTask: true,
  setVariables: true,
  resolveIncident: true,
  correlateMessage: true,
  catchSignal: true,
  modifyInstance: true,
  migrateInstance: true,
  activateAdHoc: true,
  suspendInstance: true,
  resumeInstance: true,
  assignBusinessId: true,
};
