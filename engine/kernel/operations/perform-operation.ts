import type { Operation, OperationType } from '../contract/input.ts';
import type { Linked } from '../contract/linked.ts';
import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import { isEnded } from '../state.ts';
import { activateAdHoc } from './activate-ad-hoc.ts';
import { assignBusinessId } from './assign-business-id.ts';
import { cancelInstance } from './cancel-instance.ts';
import { catchSignal } from './catch-signal.ts';
import { changeUserTask } from './change-user-task.ts';
import { completeJobOnRequest } from './complete-job.ts';
import { completeUserTask } from './complete-user-task.ts';
import { correlateMessage } from './correlate-message.ts';
import { failJobOnRequest } from './fail-job.ts';
import { migrateInstance } from './migrate-instance.ts';
import { modifyInstance } from './modify-instance.ts';
import { refuse } from './refuse.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeInstance } from './resume-instance.ts';
import { setVariables } from './set-variables.ts';
import { suspendInstance } from './suspend-instance.ts';
import { throwJobErrorOnRequest } from './throw-job-error.ts';
import { updateJobRetries } from './update-job-retries.ts';
import { sayNo } from '../words/say.ts';

/** What a suspended instance refuses (SUS3); a message refused this way goes back to the inbox. */
const needsMovement: ReadonlySet<OperationType> = new Set<OperationType>([
  'completeJob',
  'failJob',
  'throwJobError',
  'completeUserTask',
  'correlateMessage',
  'catchSignal',
  'activateAdHoc',
]);

/** Does what a caller asks, whole, or refuses it with every reason and has changed nothing (OPE1). */
export function performOperation(run: Run, operation: Operation, target?: Linked): readonly Problem[] {
  const { key } = run.state;
  if (isEnded(run.state)) {
    return refuse('NOT_FOUND', 'instance.ended', sayNo('instance.ended', { key }), { processInstanceKey: key });
  }
  if (run.state.status === 'suspended' && needsMovement.has(operation.type)) {
    const message = sayNo('instance.suspended', { key });
    return refuse('INVALID_STATE', 'instance.suspended', message, { processInstanceKey: key });
  }
  switch (operation.type) {
    case 'cancelInstance':
      return cancelInstance(run);
    case 'completeJob':
      return completeJobOnRequest(run, operation);
    case 'failJob':
      return failJobOnRequest(run, operation);
    case 'throwJobError':
      return throwJobErrorOnRequest(run, operation);
    case 'updateJobRetries':
      return updateJobRetries(run, operation);
    case 'completeUserTask':
      return completeUserTask(run, operation);
    case 'changeUserTask':
      return changeUserTask(run, operation);
    case 'setVariables':
      return setVariables(run, operation);
    case 'resolveIncident':
      return resolveIncident(run, operation);
    case 'correlateMessage':
      return correlateMessage(run, operation);
    case 'catchSignal':
      return catchSignal(run, operation);
    case 'modifyInstance':
      return modifyInstance(run, operation);
    case 'migrateInstance':
      return migrateInstance(run, operation, target);
    case 'activateAdHoc':
      return activateAdHoc(run, operation);
    case 'suspendInstance':
      return suspendInstance(run);
    case 'resumeInstance':
      return resumeInstance(run);
    case 'assignBusinessId':
      return assignBusinessId(run, operation);
  }
}
