import type { Run, Value } from '#engine/expression/linking.ts';
import type { DecisionTable } from './model.ts';

/** What one table did: its input values, the rules that matched, and (in full) which input each other rule refused. */
export interface TableRecord {
  readonly table: DecisionTable;
  readonly inputs: readonly Value[];
  readonly hits: { readonly rule: number; readonly outputs: readonly Value[] }[];
  readonly misses: { readonly rule: number; readonly input: number }[];
  /** Whether every rule is to be asked, so that each miss is known; costs the index. */
  readonly full: boolean;
  matched(rule: number, outputs: readonly Value[]): void;
  missed(rule: number, input: number): void;
}

/** Notes on the way what the explanation tells afterwards. */
export class Recorder {
  readonly tables: TableRecord[] = [];
  readonly #full: boolean;

  constructor(full: boolean) {
    this.#full = full;
  }

  table(table: DecisionTable, inputs: readonly Value[]): TableRecord {
    const hits: TableRecord['hits'] = [];
    const misses: TableRecord['misses'] = [];
    const full = this.#full;
    const record: TableRecord = {
      table,
      inputs,
      hits,
      misses,
      full,
      matched: (rule, outputs) => void hits.push({ rule, outputs }),
      missed: (rule, input) => {
        if (full) misses.push({ rule, input });
      },
    };
    this.tables.push(record);
    return record;
  }
}

const recorders = new WeakMap<Run, Recorder>();

export function record(run: Run, recorder: Recorder): void {
  recorders.set(run, recorder);
}

/** Undefined when nobody asked for an explanation. */
export function recorderOf(run: Run): Recorder | undefined {
  return recorders.get(run);
}
