import type { Operation } from '../operation.ts';
import { definitionOperations } from './definitions.ts';
import { insightOperations } from './insight.ts';
import { instanceOperations } from './instances.ts';
import { operatorOperations } from './operator.ts';
import { sessionOperations } from './session.ts';
import { taskDraftOperations } from './task-drafts.ts';

/** What the pages and the command line need beyond Camunda's API. */
export const apiOperations: readonly Operation[] = [
  ...sessionOperations,
  ...insightOperations,
  ...instanceOperations,
  ...definitionOperations,
  ...taskDraftOperations,
  ...operatorOperations,
];
