import { z } from 'zod';

/** `GET /api/process-definitions/{key}/compiled`: the frozen definition that instances of this version run by. */
export const compiledProcessSchema = z.object({
  /** Of the content; instances name their definition by it. */
  hash: z.string(),
  /** A `Definition` of the model. */
  definition: z.record(z.string(), z.unknown()),
});

export type CompiledProcess = z.infer<typeof compiledProcessSchema>;
