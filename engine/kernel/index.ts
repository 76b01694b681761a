/**
 * The kernel's front door. `link` a definition once per thread, `step` an instance from wait to wait, `rebuild` it from its
 * events at any moment. See `SPEC.md` for the rules.
 */
export type { Command, CommandId, CommandType, ResolvedBinding } from './contract/command.ts';
export type {
  ElementMapping,
  Event,
  EventBody,
  EventType,
  IncidentType,
  Job,
  JobExecution,
  TaskListenerEvent,
  UserTaskChange,
  UserTaskDetails,
  UserTaskProposal,
} from './contract/event.ts';
export type { Answer, AnswerTo, Given, Input, Operation, OperationType } from './contract/input.ts';
export type { Linked, Topology } from './contract/linked.ts';
export type { Outcome, Problem } from './contract/outcome.ts';
export type { PendingStep } from './contract/pending-step.ts';
export type { Catches, ElementInstance, InstanceState, Key, Parent } from './contract/state.ts';
export type { JobWait, UserTaskWait, Wait } from './contract/wait.ts';
export { apply } from './appliers/apply.ts';
export { proposedVariables, taskListenerHeaders } from './behaviors/task-listener-view.ts';
export { variablesOf } from './behaviors/variables.ts';
export { effectKey } from './effect-key.ts';
export { link } from './link.ts';
export { operationTypes } from './operations/operation-types.ts';
export { emptyState, fork, isEnded, rebuild } from './state.ts';
export { step } from './step.ts';
export { jobOf, waitingJoins, waitingReasons } from './waiting.ts';
export type { WaitingJoin } from './waiting.ts';
export { randomFrom } from './random.ts';
