import type { ActivityInput, ActivityManifest, ActivityResult } from '../activity.ts';

/** Runs one activity that may last long, so that the instance can continue as new meanwhile (design decision D5). */
export const longActivityWorkflow = 'longActivity';

/** A command is given once in an instance's life; its workflow is found again by any run of the instance. */
export function longActivityWorkflowId(instance: string, command: string): string {
  return `silkflow-${instance}-${command.replaceAll(':', '-')}`;
}

export interface LongActivity {
  readonly manifest: ActivityManifest;
  /** True runs `${manifest.type}.undo`. */
  readonly undo: boolean;
  readonly retries: number;
  readonly input: ActivityInput;
  /** Key of the instance that hears of the end. */
  readonly instance: string;
  readonly command: string;
}

/** Tells the instance's workflow id how the activity ended; again changes nothing. */
export const longActivityEndedSignal = 'longActivityEnded';

export interface LongActivityEnded {
  readonly command: string;
  readonly outcome:
    | { readonly kind: 'answered'; readonly result: ActivityResult }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly message: string };
}
