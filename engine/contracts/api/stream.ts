import { z } from 'zod';

/**
 * `GET /api/stream`: server-sent events that say what changed, never the content; the page asks again for what it shows.
 * - `changed`: instances whose rows changed since the last message (joined over about 300 ms, at most 500 keys; `more` says
 *   that others changed too) and which lists may now look different;
 * - `reset`: the server cannot tell what was missed (first connection after a gap): everything shown may be stale.
 * A comment line every 15 s keeps the connection open. `Last-Event-ID` continues after a short break.
 */
export const streamTopics = ['instances', 'tasks', 'incidents', 'deployments', 'messages'] as const;

export const changedSchema = z.object({
  instances: z.array(z.string()),
  more: z.boolean(),
  topics: z.array(z.enum(streamTopics)),
});

export type StreamTopic = (typeof streamTopics)[number];
export type Changed = z.infer<typeof changedSchema>;
