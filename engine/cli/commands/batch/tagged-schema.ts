import { z } from 'zod';
import type { Tagged } from '#engine/expression/values/tagged.ts';

/** A FEEL value that keeps its type in JSON, e.g. `{"t": "date", "v": "2024-02-29"}`; see `Tagged`. */
export const taggedSchema: z.ZodType<Tagged> = z.lazy(() =>
  z.union([
    z.object({ t: z.literal('null') }),
    z.object({ t: z.literal('boolean'), v: z.boolean() }),
    z.object({ t: z.literal('list'), v: z.array(taggedSchema) }),
    z.object({ t: z.literal('context'), v: z.record(z.string(), taggedSchema) }),
    z.object({
      t: z.enum([
        'string',
        'number',
        'date',
        'time',
        'date time',
        'days and time duration',
        'years and months duration',
        'untyped',
        'range',
        'function',
      ]),
      v: z.string(),
    }),
  ]),
);

export const taggedContextSchema = z.record(z.string(), taggedSchema);
