export interface EditedVariable {
  readonly scopeKey: string;
  /** Null while a new variable has no name yet. */
  readonly name: string | null;
  /** JSON text before the change; null for a new one. */
  readonly value: string | null;
}

/** JSON with a line for each member; text that is no JSON as it is. */
export function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
