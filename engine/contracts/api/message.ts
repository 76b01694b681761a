import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/**
 * A message of the inbox and why it is where it is. A buffered one that has been matched stays for other processes until it
 * expires.
 */
export const messageSchema = z.object({
  messageKey: z.string(),
  name: z.string(),
  correlationKey: z.string(),
  messageId: z.string().nullable(),
  publishedAt: instant,
  expiresAt: instant,
  /**
   * - `buffered`: waits for a subscription until `expiresAt`
   * - `matched`: an instance has taken it, or is about to (`matches`)
   * - `expired`: its time passed before anybody wanted it
   * - `notWanted`: it had no time to live and nobody waited
   * - `duplicate`: the same id, name and key was buffered already (`duplicateOf`)
   */
  reason: z.enum(['buffered', 'matched', 'expired', 'notWanted', 'duplicate']),
  duplicateOf: z.string().nullable(),
  matches: z.array(
    z.object({
      processInstanceKey: z.string(),
      processDefinitionId: z.string(),
      elementId: z.string().nullable(),
      /** The instance is yet to start: it waits for other things too (`GET /api/process-definitions/{key}/gatherings`). */
      gathering: z.boolean(),
      /** False while it is on its way. */
      taken: z.boolean(),
    }),
  ),
});

/** `GET /api/messages?name=…&correlationKey=…&instance=…&before={messageKey}&limit={1..200}`: newest first. */
export const messagePageSchema = z.object({ messages: z.array(messageSchema), more: z.boolean() });

export type InboxMessage = z.infer<typeof messageSchema>;
export type MessagePage = z.infer<typeof messagePageSchema>;
