import type { Operation } from '../operation.ts';
import { conditionalOperations } from './conditionals.ts';
import { decisionOperations } from './decisions.ts';
import { deploymentOperations } from './deployments.ts';
import { elementInstanceOperations } from './element-instances.ts';
import { expressionOperations } from './expressions.ts';
import { incidentOperations } from './incidents.ts';
import { jobOperations } from './jobs.ts';
import { messageOperations } from './messages.ts';
import { processDefinitionOperations } from './process-definitions.ts';
import { processInstanceOperations } from './process-instances.ts';
import { systemOperations } from './system.ts';
import { userTaskOperations } from './user-tasks.ts';
import { variableOperations } from './variables.ts';

/**
 * The operations of Camunda 8's Orchestration Cluster API v2 that we claim: each behaves as the official client expects
 * under its strict validation. Any other path below `/v2` answers 501.
 */
export const claimedOperations: readonly Operation[] = [
  ...deploymentOperations,
  ...processDefinitionOperations,
  ...processInstanceOperations,
  ...elementInstanceOperations,
  ...variableOperations,
  ...incidentOperations,
  ...jobOperations,
  ...userTaskOperations,
  ...messageOperations,
  ...conditionalOperations,
  ...decisionOperations,
  ...expressionOperations,
  ...systemOperations,
];
