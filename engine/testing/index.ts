/** The process test kit: whole processes in memory, on the kernel that runs them in production. See README.md. */
export { coverageDiagram } from './coverage-diagram.ts';
export { coverageOf, coverageOfWorlds, coverageText } from './coverage.ts';
export type { Coverage } from './coverage.ts';
export { loadProcesses } from './load-process.ts';
export type { LoadOptions, Processes } from './load-process.ts';
export { process, ProcessBuilder } from './process-builder.ts';
export type {
  ElementOptions,
  EventOptions,
  FlowOptions,
  JobOptions,
  MultiInstanceOptions,
  TaskListenerOptions,
  UserTaskOptions,
} from './process-shape.ts';
export { ProcessTest } from './process-test.ts';
export type { MessageOptions, ProcessTestOptions, StartOptions } from './process-test.ts';
export { TestInstance } from './test-instance.ts';
export type { Act } from './test-instance.ts';
export { trace } from './trace.ts';
export type { TraceOptions } from './trace.ts';
