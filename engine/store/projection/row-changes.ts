/** Tables that the fold owns, each with its key. Anything else in the database is not the fold's to touch. */
export const foldedTables = {
  element_instance: ['element_instance_key'],
  variable: ['variable_key'],
  job: ['job_key'],
  user_task: ['user_task_key'],
  incident: ['incident_key'],
  timer: ['timer_key'],
  message_subscription: ['subscription_key'],
  signal_subscription: ['subscription_key'],
  decision_instance: ['decision_instance_key'],
} as const;

export type FoldedTable = keyof typeof foldedTables;

export type Column = string | number | boolean | null | readonly string[];
export type Row = Readonly<Record<string, Column>>;

/** Columns that change in a row that an earlier batch wrote. */
export interface RowUpdate {
  readonly key: string;
  readonly columns: Row;
}

export interface Migration {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly elements: readonly { readonly source: string; readonly target: string; readonly name: string | null }[];
}

/**
 * What a batch of events makes of the tables, each row once: later events of the batch change the row that earlier ones
 * made. The order between tables does not matter.
 */
export class RowChanges {
  readonly #inserted = new Map<FoldedTable, Map<string, Record<string, Column>>>();
  readonly #updated = new Map<FoldedTable, Map<string, Record<string, Column>>>();
  readonly #instances = new Map<string, Record<string, Column>>();
  readonly #flows = new Map<string, { instance: string; flow: string; taken: number }>();
  readonly #incidentInstances = new Set<string>();
  readonly #openedSubscriptions = new Set<string>();
  readonly #jobTypes = new Set<string>();
  readonly #retriedJobs: string[] = [];
  readonly #resumedInstances = new Set<string>();
  readonly #migrations: { instance: string; migration: Migration }[] = [];

  insert(table: FoldedTable, key: string, row: Row): void {
    rowsOf(this.#inserted, table).set(key, { ...row });
  }

  update(table: FoldedTable, key: string, columns: Row): void {
    const fresh = this.#inserted.get(table)?.get(key);
    if (fresh !== undefined) {
      Object.assign(fresh, columns);
      return;
    }
    const rows = rowsOf(this.#updated, table);
    const earlier = rows.get(key);
    if (earlier === undefined) rows.set(key, { ...columns });
    else Object.assign(earlier, columns);
  }

  updateInstance(key: string, columns: Row): void {
    this.#instances.set(key, { ...this.#instances.get(key), ...columns });
  }

  takeFlow(instance: string, flow: string): void {
    const id = `${instance}/${flow}`;
    const count = this.#flows.get(id);
    if (count === undefined) this.#flows.set(id, { instance, flow, taken: 1 });
    else count.taken += 1;
  }

  /** The number of open incidents of this instance, and the mark on its elements, must be counted again. */
  incidentsChanged(instance: string): void {
    this.#incidentInstances.add(instance);
  }

  openSubscription(key: string): void {
    this.#openedSubscriptions.add(key);
  }

  /** Opened and closed within one batch: the inbox need not hear of it. */
  closeSubscription(key: string): void {
    this.#openedSubscriptions.delete(key);
  }

  /** A worker may be waiting for this type. */
  offerJob(type: string): void {
    this.#jobTypes.add(type);
  }

  /** The job has retries again: what its lock remembers of the last failure is void. */
  retryJob(key: string): void {
    this.#retriedJobs.push(key);
  }

  /** What came for the instance while it was suspended is to be brought to it, and its jobs to workers. */
  resume(instance: string): void {
    this.#resumedInstances.add(instance);
  }

  /** Rows of live elements follow the instance to another definition. */
  migrate(instance: string, migration: Migration): void {
    this.#migrations.push({ instance, migration });
  }

  inserted(table: FoldedTable): readonly Row[] {
    return [...(this.#inserted.get(table)?.values() ?? [])];
  }

  updated(table: FoldedTable): readonly RowUpdate[] {
    return [...(this.#updated.get(table) ?? [])].map(([key, columns]) => ({ key, columns }));
  }

  get instances(): readonly RowUpdate[] {
    return [...this.#instances].map(([key, columns]) => ({ key, columns }));
  }

  get flows(): readonly { readonly instance: string; readonly flow: string; readonly taken: number }[] {
    return [...this.#flows.values()];
  }

  get incidentInstances(): readonly string[] {
    return [...this.#incidentInstances];
  }

  get openedSubscriptions(): readonly string[] {
    return [...this.#openedSubscriptions];
  }

  get retriedJobs(): readonly string[] {
    return this.#retriedJobs;
  }

  get resumedInstances(): readonly string[] {
    return [...this.#resumedInstances];
  }

  get migrations(): readonly { readonly instance: string; readonly migration: Migration }[] {
    return this.#migrations;
  }

  get jobTypes(): readonly string[] {
    return [...this.#jobTypes];
  }
}

function rowsOf(
  tables: Map<FoldedTable, Map<string, Record<string, Column>>>,
  table: FoldedTable,
): Map<string, Record<string, Column>> {
  const rows = tables.get(table);
  if (rows !== undefined) return rows;
  const fresh = new Map<string, Record<string, Column>>();
  tables.set(table, fresh);
  return fresh;
}
