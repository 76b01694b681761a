/** The kernel's front door. `step` and its companions follow beside these types. */
export type { Command, CommandId, CommandType, ResolvedBinding } from './contract/command.ts';
export type {
  ElementMapping,
  Event,
  EventType,
  IncidentType,
  Job,
  JobExecution,
  UserTaskChange,
  UserTaskDetails,
} from './contract/event.ts';
export type { Answer, Given, Input, Operation, OperationType } from './contract/input.ts';
export type { Linked } from './contract/linked.ts';
export type { Outcome, Problem } from './contract/outcome.ts';
export type { ElementInstance, InstanceState, Key, PendingStep } from './contract/state.ts';
