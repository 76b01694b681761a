import type { Json } from '#engine/contracts/json.ts';
import type { Listener, UserTask } from '#engine/model/definition.ts';
import type { TaskListenerEvent, UserTaskDetails, UserTaskProposal } from '../contract/event.ts';
import type { Key } from '../contract/state.ts';
import type { JobWait, UserTaskWait } from '../contract/wait.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { raiseIncident } from './incidents.ts';
import { createJob, planJob } from './jobs.ts';
import { readListenerResult } from './task-listener-results.ts';
import { openTaskOf, reservedHeaders } from './task-listener-view.ts';
import { mergeUpwards, setAllLocal } from './variables.ts';

/** The task of an element that has just been reached; its listeners may still be asked before anybody sees it (TSL1). */
export function createUserTask(run: Run, element: UserTask, details: UserTaskDetails): void {
  const key = run.newKey();
  const { assignee } = details;
  const assigns = assignee !== null && listenersFor(element, 'assigning').length > 0;
  run.write({ type: 'userTaskCreated', key, task: assigns ? { ...details, assignee: null } : details });
  const change = { event: 'creating', action: '', change: {}, variables: {} } as const;
  proposeChange(run, key, assigns ? { ...change, assigns: assignee } : change);
}

/**
 * What is to happen to a user task. Its listeners for this event are asked one after the other, each blocking the task;
 * without any it happens at once.
 */
export function proposeChange(run: Run, key: Key, proposal: Omit<UserTaskProposal, 'listener'>): void {
  const wait = userTaskAt(run, key);
  if (listenersOf(run, wait, proposal.event).length === 0) return carryOut(run, key, wait, proposal);
  run.write({ type: 'userTaskChangeProposed', key, proposal: { ...proposal, listener: 0 } });
  askListener(run, key);
}

/** Asks all listeners of the pending change again: an expression of one of them had failed (LSN3). */
export function askTaskListeners(run: Run, key: Key): void {
  const wait = run.state.waits[key];
  if (wait?.kind !== 'userTask' || wait.pending === null) return;
  run.write({ type: 'userTaskChangeProposed', key, proposal: { ...wait.pending, listener: 0 } });
  askListener(run, key);
}

/** A task listener has completed its job: it denies, or lets pass what it has corrected (TSL2, TSL3). */
export function takeListenerResult(run: Run, job: JobWait, result: Json | undefined): void {
  const found = openTaskOf(run.state, run.live(job.elementInstance));
  if (found?.wait.pending == null) return;
  const { key, wait } = found;
  const { pending } = found.wait;
  const { denied, reason, corrections } = readListenerResult(result);
  if (denied) {
    run.write({ type: 'dataSet', key: job.elementInstance, data: { listener: null } });
    return run.write({ type: 'userTaskChangeDenied', key, event: pending.event, reason });
  }
  const proposal = { ...pending, change: { ...pending.change, ...corrections }, listener: pending.listener + 1 };
  if (proposal.listener >= listenersOf(run, wait, pending.event).length) {
    run.write({ type: 'dataSet', key: job.elementInstance, data: { listener: null } });
    return carryOut(run, key, wait, proposal);
  }
  run.write({ type: 'userTaskChangeProposed', key, proposal });
  askListener(run, key);
}

export function listenersOf(run: Run, wait: UserTaskWait, event: TaskListenerEvent): readonly Listener[] {
  const element = run.element(wait.element);
  return element.kind === 'userTask' ? listenersFor(element, event) : [];
}

function listenersFor(element: UserTask, event: TaskListenerEvent): readonly Listener[] {
  return element.taskListeners.filter(({ eventType }) => eventType === event);
}

function userTaskAt(run: Run, key: Key): UserTaskWait {
  const wait = run.state.waits[key];
  if (wait?.kind !== 'userTask') throw new Error(`No user task waits under the key ${key}`);
  return wait;
}

function askListener(run: Run, key: Key): void {
  const wait = userTaskAt(run, key);
  const { pending } = wait;
  const listener = pending === null ? undefined : listenersOf(run, wait, pending.event)[pending.listener];
  if (pending === null || listener === undefined) return;
  const instance = run.live(wait.elementInstance);
  const job = planJob(run, { ...listener, priority: null }, instance, {
    kind: 'taskListener',
    listenerEvent: pending.event,
  });
  if (!job.ok) return raiseIncident(run, instance, job.failure, { type: 'askTaskListeners', userTask: key });
  const { event, listener: index } = pending;
  const round = wait.proposals ?? 1;
  run.write({ type: 'dataSet', key: instance.key, data: { listener: { event, index, round } } });
  createJob(run, { ...job.value, headers: { ...listener.headers, ...reservedHeaders(key, wait.task, pending) } });
}

/** Nobody has objected: it happens. */
function carryOut(run: Run, key: Key, wait: UserTaskWait, proposal: Omit<UserTaskProposal, 'listener'>): void {
  const { event, action, change, variables } = proposal;
  const instance = run.live(wait.elementInstance);
  switch (event) {
    case 'creating':
      if (wait.pending !== null) run.write({ type: 'userTaskChanged', key, action, change });
      if (proposal.assigns === undefined) return;
      return proposeChange(run, key, { event: 'assigning', action, change: { assignee: proposal.assigns }, variables });
    case 'assigning':
      return run.write({ type: 'userTaskChanged', key, action, change });
    case 'updating':
      run.write({ type: 'userTaskChanged', key, action, change });
      if (proposal.local === true) setAllLocal(run, instance.key, variables);
      else mergeUpwards(run, instance.key, variables);
      return;
    case 'completing':
      if (Object.keys(change).length > 0) run.write({ type: 'userTaskChanged', key, action, change });
      run.write({ type: 'userTaskCompleted', key, action, variables });
      return run.queue({ type: 'complete', key: instance.key });
    case 'canceling':
      run.write({ type: 'userTaskCancelled', key });
      return finishTermination(run, instance);
  }
}
