import type { Value } from './value.ts';

/** Where a context's entries come from: a map that an expression made, or a JSON object read as it is asked for. */
export interface Entries {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  keys(): Iterable<string>;
}

/** FEEL's context: named entries in order. Only own entries are reachable, never a prototype's. */
export class FeelContext {
  readonly #entries: Entries;

  constructor(entries: Entries) {
    this.#entries = entries;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  /** A copy that its owner may change before it becomes a context. */
  toMap(): Map<string, Value> {
    return new Map(this.keys().map((key) => [key, this.get(key) ?? null]));
  }
}

export function contextOf(entries: Iterable<readonly [string, Value]>): FeelContext {
  return new FeelContext(new Map(entries));
}

/** The entry of a value that is a context; null for any other value and where there is no such entry. */
export function contextEntry(value: Value, key: string): Value {
  return value instanceof FeelContext ? (value.get(key) ?? null) : null;
}
