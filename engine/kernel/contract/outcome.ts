import type { Command, CommandId } from './command.ts';
import type { Event } from './event.ts';

/** Why a request was refused; nothing has changed. The code decides the HTTP status (404, 409, 400). */
export interface Problem {
  readonly code: 'NOT_FOUND' | 'INVALID_STATE' | 'INVALID_ARGUMENT';
  /** Key of the text in both catalogues, e.g. `job.notFound`. */
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  /** English, for logs. */
  readonly message: string;
}

export type Outcome =
  | {
      readonly ok: true;
      readonly events: readonly Event[];
      readonly commands: readonly Command[];
      /** Commands that need no answer any more: the host cancels them. */
      readonly withdrawn: readonly CommandId[];
      /** The budget was used up: call again with `continued`. */
      readonly more: boolean;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };
