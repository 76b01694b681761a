import { z } from 'zod';

/** `GET | PUT | DELETE /api/user-tasks/{key}/draft`: what a person typed and has not sent. `GET` answers null data for none. */
export const taskDraftSchema = z.object({
  data: z.record(z.string(), z.json()).nullable(),
  updatedAt: z.iso.datetime({ offset: true }).nullable(),
});

export const taskDraftBodySchema = z.object({ data: z.record(z.string(), z.json()) });

export type TaskDraft = z.infer<typeof taskDraftSchema>;
