import type { StartOptions } from '#test/workflows/support/durable-engine.ts';
import type { LiveInstance } from './live-instance.ts';

/** One instance that is run to its end and whose history is kept. */
export interface Scenario {
  /** Kebab-case: the file that keeps the history has this name. */
  readonly name: string;
  /** The first one is started; the others are those that it calls. */
  readonly processes: readonly [Drawn, ...Drawn[]];
  readonly start?: StartOptions;
  /** What people and job workers do meanwhile; absent = it ends by itself. */
  readonly drive?: (instance: LiveInstance) => Promise<void>;
}

/** A BPMN file: that of a process builder, or one that lies somewhere. */
interface Drawn {
  toXml(): string;
}
