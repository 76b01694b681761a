import type { JobDefinition, Value } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { Job } from '../contract/event.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { say } from '../words/say.ts';
import { describeValue, evaluateInteger, evaluateText, isStrict, show } from './expressions.ts';

type JobPlan = Pick<Job, 'kind' | 'listenerEvent'>;

/** Evaluates all that a job needs; nothing is written (JOB1). */
export function planJob(
  run: Run,
  definition: JobDefinition,
  instance: ElementInstance,
  plan: JobPlan = { kind: 'bpmnElement', listenerEvent: null },
): Attempt<Job> {
  const type = evaluateText(run, definition.type, instance.key);
  if (!type.ok) return type;
  if (type.value === '' && isStrict(run)) {
    const given = describeValue(run, definition.type);
    return failed('EXTRACT_VALUE_ERROR', say('value.text', { given, value: show(type.value) }));
  }
  const retries = evaluateInteger(run, definition.retries, instance.key);
  if (!retries.ok) return retries;
  const priority = planPriority(run, definition.priority, instance);
  if (!priority.ok) return priority;
  const activity = run.linked.definition.activities[type.value];
  return done({
    ...plan,
    execution: activity === undefined ? 'external' : activity.local === true ? 'local' : 'activity',
    type: type.value,
    retries: retries.value,
    priority: priority.value,
    headers: definition.headers,
    element: instance.element,
    elementInstance: instance.key,
  });
}

/** The task's priority overrides the process's; 0 without any. */
function planPriority(run: Run, own: Value | null, instance: ElementInstance): Attempt<number> {
  const process = run.element(run.linked.definition.processId);
  const priority = own ?? (process.kind === 'process' ? process.jobPriority : null);
  return priority === null ? done(0) : evaluateInteger(run, priority, instance.key);
}

/** Creates the job; one that is bound to an activity is sent off at once. */
export function createJob(run: Run, job: Job): Key {
  const key = run.newKey();
  run.write({ type: 'jobCreated', key, job });
  runJob(run, key);
  return key;
}

/** Asks the host to run the activity behind a job. External jobs have none: a worker takes them from the store. */
export function runJob(run: Run, key: Key): void {
  const job = run.state.waits[key];
  if (job?.kind !== 'job' || job.execution === 'external') return;
  run.send({
    type: 'runActivity',
    id: `${job.elementInstance}:runActivity:${key}.${job.attempt}`,
    elementInstance: job.elementInstance,
    job: key,
    activity: job.type,
    local: job.execution === 'local',
    retries: job.retries,
  });
}

/** A person has given the failed job new retries and resolved its incident: it is open again (INC2). */
export function retryJob(run: Run, key: Key): void {
  const job = run.state.waits[key];
  if (job?.kind !== 'job') return;
  run.write({ type: 'jobRetried', key, retries: Math.max(job.retries, 1) });
  runJob(run, key);
}
