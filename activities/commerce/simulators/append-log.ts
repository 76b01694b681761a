import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const line = z.object({ collection: z.string(), id: z.string(), value: z.json() });

/**
 * What a simulated party remembers: collections of JSON values in memory, and every change as a line of a file, so that a
 * killed simulator answers after its restart as before. A last line that was cut off by the kill is passed over.
 */
export class AppendLog {
  readonly #collections = new Map<string, Map<string, unknown>>();
  readonly #file: string | null;

  /** `file` null keeps everything in memory only. */
  constructor(file: string | null) {
    this.#file = file;
    if (file === null) return;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    for (const row of text.split('\n')) {
      const parsed = parseLine(row);
      if (parsed !== null) this.#of(parsed.collection).set(parsed.id, parsed.value);
    }
    if (text.length > 0 && !text.endsWith('\n')) appendFileSync(file, '\n');
  }

  get(collection: string, id: string): unknown {
    return this.#of(collection).get(id);
  }

  put(collection: string, id: string, value: z.output<typeof line>['value']): void {
    this.#of(collection).set(id, value);
    if (this.#file !== null) appendFileSync(this.#file, `${JSON.stringify({ collection, id, value })}\n`);
  }

  entries(collection: string): [string, unknown][] {
    return [...this.#of(collection)];
  }

  #of(collection: string): Map<string, unknown> {
    const found = this.#collections.get(collection) ?? new Map<string, unknown>();
    this.#collections.set(collection, found);
    return found;
  }
}

function parseLine(row: string): z.output<typeof line> | null {
  try {
    return line.parse(JSON.parse(row));
  } catch {
    return null;
  }
}
