import type { Definition } from '#engine/model/definition.ts';

/** From what to what an instance migrates. */
export interface MigrationPlan {
  readonly target: Definition;
  /** Elements, and flows whose tokens wait at a join. */
  readonly mapping: ReadonlyMap<string, string>;
  /** As they were given, those that are mapped twice included. */
  readonly sources: readonly string[];
}
