import type { OperationType } from '#engine/kernel/index.ts';

/** A record, so that a new operation that is forgotten here does not compile. */
const types: Readonly<Record<OperationType, true>> = {
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

/** All that a caller can ask of a running instance. */
export const operationTypes: readonly string[] = Object.keys(types);
