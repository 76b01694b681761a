/**
 * A fault in a deployed file, or a warning about it. The code is stable and is the key of the message in both languages;
 * `values` fill its places.
 */
export interface ModelProblem {
  readonly severity: 'error' | 'warning';
  /** e.g. `element.unsupported`, `expression.syntax`, `flow.dangling`. */
  readonly code: string;
  readonly elementId: string | null;
  /** Extension path when the fault lies in one: `task > extensionElements > ioMapping > input`. */
  readonly path: string | null;
  readonly values: Readonly<Record<string, string | number>>;
  /** English text, with the remedy. */
  readonly message: string;
}
