import type { JsonObject } from '#engine/contracts/json.ts';
import { insertAudit } from '#engine/store/audit/insert-audit.ts';
import { type AuditSubject, readSnapshot } from '#engine/store/audit/read-snapshot.ts';
import type { Context, Operation, RawRequest } from './operation.ts';
import { defaultTenant } from './v2/common.ts';

/**
 * What people and administrators do. Job workers and publishers are machines whose doings the instances' own histories
 * hold; reading is not audited.
 */
const audited: ReadonlySet<string> = new Set([
  'createDeployment',
  'createProcessInstance',
  'cancelProcessInstance',
  'modifyProcessInstance',
  'migrateProcessInstance',
  'suspendProcessInstance',
  'resumeProcessInstance',
  'restartProcessInstance',
  'createElementInstanceVariables',
  'activateAdHocSubProcessActivities',
  'resolveIncident',
  'resolveProcessInstanceIncidents',
  'updateJob',
  'assignUserTask',
  'unassignUserTask',
  'updateUserTask',
  'completeUserTask',
]);

/** What is about to change, as it is; to be read before the operation runs and handed to `audit`. */
export async function auditBefore(
  operation: Operation,
  request: RawRequest,
  { services }: Pick<Context, 'services'>,
): Promise<JsonObject | null> {
  const subject = audited.has(operation.id) ? subjectOf(operation.id, request) : null;
  return subject === null ? null : readSnapshot(services.database.pool, subject);
}

/** Notes a change that was done: who, what, to what, why, what was and what is. */
export async function audit(
  operation: Operation,
  request: RawRequest,
  { before, result }: { readonly before: JsonObject | null; readonly result: unknown },
  { services, caller }: Context,
): Promise<void> {
  if (!audited.has(operation.id)) return;
  const after = await auditBefore(operation, request, { services });
  const asked = { ...texts(request.params), ...texts(request.body) };
  const target = { ...asked, ...texts(result) };
  const concerned = [await instanceOf(asked, services), await instanceOf(texts(result), services)];
  // A restart stands in the audit of both instances; what concerns none stands there once all the same.
  const instances = new Set(concerned.filter((key) => key !== null));
  for (const instanceKey of instances.size === 0 ? [null] : instances) {
    await insertAudit(services.database.pool, {
      tenantId: defaultTenant,
      actor: caller.actor,
      action: operation.id,
      target: JSON.stringify(target),
      instanceKey,
      reason: caller.reason,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after),
    });
  }
}

function subjectOf(operation: string, request: RawRequest): AuditSubject | null {
  // It changes nothing of the instance that it names, which has ended.
  if (operation === 'restartProcessInstance') return null;
  const { processInstanceKey, elementInstanceKey, incidentKey, jobKey, userTaskKey } = texts(request.params);
  if (operation === 'createElementInstanceVariables' && elementInstanceKey !== undefined) {
    return { kind: 'variables', scope: elementInstanceKey, names: variableNames(request.body) };
  }
  if (processInstanceKey !== undefined) return { kind: 'instance', key: processInstanceKey };
  if (incidentKey !== undefined) return { kind: 'incident', key: incidentKey };
  if (jobKey !== undefined) return { kind: 'job', key: jobKey };
  return userTaskKey === undefined ? null : { kind: 'userTask', key: userTaskKey };
}

function variableNames(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('variables' in body)) return [];
  return typeof body.variables === 'object' && body.variables !== null ? Object.keys(body.variables) : [];
}

/** Names and keys among an object's own properties, elements of instructions included; never variables, which are objects. */
function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || value instanceof FormData) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
      const text = typeof each === 'string' ? each : elementsOf(each);
      return text === '' ? [] : [[name, text]];
    }),
  );
}

/** The elements that a list of instructions names: `Task_Pack, Task_Ship`. */
function elementsOf(instructions: unknown): string {
  if (!Array.isArray(instructions)) return '';
  return instructions.flatMap((each: unknown) => (isInstruction(each) ? [each.elementId] : [])).join(', ');
}

function isInstruction(value: unknown): value is { readonly elementId: string } {
  return typeof value === 'object' && value !== null && 'elementId' in value && typeof value.elementId === 'string';
}

/** The instance that the target lies in; its rows know, since an instance may use keys of several blocks. */
async function instanceOf(
  target: Readonly<Record<string, string>>,
  services: Context['services'],
): Promise<string | null> {
  const { processInstanceKey, elementInstanceKey, incidentKey, jobKey, userTaskKey } = target;
  if (processInstanceKey !== undefined) return processInstanceKey;
  const key = elementInstanceKey ?? target['adHocSubProcessInstanceKey'] ?? incidentKey ?? jobKey ?? userTaskKey;
  if (key === undefined) return null;
  const { rows } = await services.database.pool.query<{ instance_key: string }>(
    `select instance_key from silkflow.element_instance where element_instance_key = $1
     union all select instance_key from silkflow.process_instance where instance_key = $1
     union all select instance_key from silkflow.incident where incident_key = $1
     union all select instance_key from silkflow.job where job_key = $1
     union all select instance_key from silkflow.user_task where user_task_key = $1 limit 1`,
    [key],
  );
  return rows[0]?.instance_key ?? null;
}
