import { z } from 'zod';

/** `GET /api/session`: who asks, and what surrounds this server. */
export const sessionSchema = z.object({
  user: z.object({ username: z.string(), displayName: z.string().nullable(), groups: z.array(z.string()) }),
  version: z.string(),
  /** Link to an instance's workflow in Temporal's own UI, `{key}` in place of the instance key; null when none is known. */
  temporalInstanceUrl: z.string().nullable(),
  /** Sample orders: null where no demo stream is configured. */
  demo: z.object({ running: z.boolean() }).nullable(),
});

export type Session = z.infer<typeof sessionSchema>;
