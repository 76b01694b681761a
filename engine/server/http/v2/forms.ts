import { z } from 'zod';

/** A deployed form; `schema` is its JSON text. */
export const formResult = z.object({
  tenantId: z.string(),
  formId: z.string(),
  schema: z.string(),
  version: z.int(),
  formKey: z.string(),
});
