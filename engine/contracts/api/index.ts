export type { AuditEntry, AuditPage } from './audit.ts';
export { auditEntrySchema, auditPageSchema } from './audit.ts';
export type { CompiledProcess } from './compiled-process.ts';
export { compiledProcessSchema } from './compiled-process.ts';
export type { TaskDraft } from './draft.ts';
export { taskDraftBodySchema, taskDraftSchema } from './draft.ts';
export type { Gathering, GatheringPage } from './gathering.ts';
export { gatheringPageSchema, gatheringSchema } from './gathering.ts';
export type {
  InstanceDiagram,
  InstanceEvents,
  InstanceState,
  RestartedInstance,
  Timeline,
  TimelineEntry,
} from './instance.ts';
export {
  instanceDiagramSchema,
  instanceEventsSchema,
  instanceStateSchema,
  restartedInstanceSchema,
  timelineEntrySchema,
  timelineSchema,
} from './instance.ts';
export type { LinkedFile } from './linked-files.ts';
export { linkedFilesSchema } from './linked-files.ts';
export { lintAnswerSchema, lintBodySchema } from './lint.ts';
export type { InboxMessage, MessagePage } from './message.ts';
export { messagePageSchema, messageSchema } from './message.ts';
export type { Problem } from './problem.ts';
export { problemSchema } from './problem.ts';
export type { Session } from './session.ts';
export { sessionSchema } from './session.ts';
export type { Changed, StreamTopic } from './stream.ts';
export { changedSchema, streamTopics } from './stream.ts';
export type { Today } from './today.ts';
export { todaySchema } from './today.ts';
export type { Wait, WaitKind, WaitReason } from './wait.ts';
export { waitKinds, waitReasonSchema, waitSchema, waitsSchema } from './wait.ts';
