import type { Operation } from '../operation.ts';
import { insightOperations } from './insight.ts';
import { linkedFilesOperations } from './linked-files.ts';
import { operatorOperations } from './operator.ts';
import { sessionOperations } from './session.ts';
import { taskDraftOperations } from './task-drafts.ts';

/** What the pages and the command line need beyond Camunda's API. */
export const apiOperations: readonly Operation[] = [
  ...sessionOperations,
  ...insightOperations,
  ...linkedFilesOperations,
  ...taskDraftOperations,
  ...operatorOperations,
];
