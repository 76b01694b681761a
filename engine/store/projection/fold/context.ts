import type { ElementId } from '#engine/model/definition.ts';
import type { Event, EventType } from '#engine/kernel/index.ts';
import type { RowChanges } from '../row-changes.ts';

export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;

/** What rows repeat of the deployed process, so that lists need no join. */
export interface ProcessDetails {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly version: number;
  /** The element's name in the diagram. */
  nameOf(element: ElementId): string | null;
}

/** One instance while its events are folded. `process` changes when the instance is migrated. */
export interface FoldContext {
  readonly key: string;
  readonly tenantId: string;
  process: ProcessDetails;
  /** By content hash; every definition that an `instanceMigrated` event of the batch names is known. */
  readonly processes: ReadonlyMap<string, ProcessDetails>;
  readonly changes: RowChanges;
}
