import type { Operation } from '../operation.ts';

/** What the pages and the command line need beyond Camunda's API. */
export const apiOperations: readonly Operation[] = [];
