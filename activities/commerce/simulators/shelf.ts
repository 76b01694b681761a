import type { z } from 'zod';
import type { AppendLog } from './append-log.ts';

/** One typed collection of the log: what is read back is checked against the schema that it was written with. */
export class Shelf<Schema extends z.ZodType<z.core.util.JSONType>> {
  readonly #log: AppendLog;
  readonly #name: string;
  readonly #schema: Schema;

  constructor(log: AppendLog, name: string, schema: Schema) {
    this.#log = log;
    this.#name = name;
    this.#schema = schema;
  }

  get(id: string): z.output<Schema> | null {
    const value = this.#log.get(this.#name, id);
    return value === undefined ? null : this.#schema.parse(value);
  }

  put(id: string, value: z.output<Schema>): z.output<Schema> {
    this.#log.put(this.#name, id, value);
    return value;
  }

  entries(): [string, z.output<Schema>][] {
    return this.#log.entries(this.#name).map(([id, value]) => [id, this.#schema.parse(value)]);
  }
}
