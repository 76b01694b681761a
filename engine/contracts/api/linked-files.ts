import { z } from 'zod';

/**
 * `GET /api/process-definitions/{key}/linked-files`: the forms, decisions and processes that this version is bound to by
 * its deployment, as they were deployed. Whoever deploys a changed diagram sends them along: a binding to the same
 * deployment looks nowhere else, and a file that did not change keeps its version.
 */
export const linkedFilesSchema = z.object({ files: z.array(z.object({ name: z.string(), content: z.string() })) });

export type LinkedFile = z.infer<typeof linkedFilesSchema>['files'][number];
