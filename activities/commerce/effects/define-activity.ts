import type { z } from 'zod';
import type { ActivityFunction, ActivityInput, ActivityResult } from '#engine/contracts/activity.ts';
import { fatal } from './activity-result.ts';

/** What an action knows beside its input: its key, where it was called from and the static headers of the element. */
export type ActivityCall = Omit<ActivityInput, 'variables'>;

export interface CommerceActivity {
  readonly type: string;
  readonly run: ActivityFunction;
  /** Takes the same key's effect back; registered as `${type}.undo`. */
  readonly undo?: ActivityFunction;
}

/**
 * One activity: its variables are checked against `input` before `run` sees them; what does not fit is an incident that
 * names each faulty variable, since no retry can repair it.
 */
export function defineActivity<Schema extends z.ZodType>(activity: {
  readonly type: string;
  readonly input: Schema;
  readonly run: (input: z.output<Schema>, call: ActivityCall) => Promise<ActivityResult>;
  readonly undo?: (input: z.output<Schema>, call: ActivityCall) => Promise<ActivityResult>;
}): CommerceActivity {
  const checked =
    (action: (input: z.output<Schema>, call: ActivityCall) => Promise<ActivityResult>): ActivityFunction =>
    async ({ variables, ...call }) => {
      const parsed = activity.input.safeParse(variables);
      if (!parsed.success) return fatal(`${activity.type}: ${faultsOf(parsed.error)}`);
      return action(parsed.data, call);
    };
  const run = checked(activity.run);
  return activity.undo === undefined
    ? { type: activity.type, run }
    : { type: activity.type, run, undo: checked(activity.undo) };
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `variable "${issue.path.join('.') || '(all)'}": ${issue.message}`).join('; ');
}
