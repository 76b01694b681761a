import { z } from 'zod';

/** One change that somebody asked for and that was done. */
export const auditEntrySchema = z.object({
  key: z.string(),
  at: z.iso.datetime({ offset: true }),
  actor: z.string(),
  /** Id of the operation, e.g. `cancelProcessInstance`. */
  action: z.string(),
  /** What it was done to: names and keys of the request. */
  target: z.record(z.string(), z.string()),
  processInstanceKey: z.string().nullable(),
  /** What the caller sent in the header `Silkflow-Reason`. */
  reason: z.string().nullable(),
  /**
   * What was and what is: of a variable edit the variables it names, of a job its retries, of an instance its version and
   * where its tokens are. Null where nothing was before (a start, a deployment). Long values are cut.
   */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

/** `GET /api/audit?instance={key}&before={key}&limit={1..200}`: newest first; `before` of the next page is the last key. */
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), more: z.boolean() });

export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditPage = z.infer<typeof auditPageSchema>;
