/** Deployed decisions and their evaluations. */
export type { DecisionChoice, DeployedDecision } from './find-decision.ts';
export { findDecision, findDecisionsOf } from './find-decision.ts';
export { insertDecisionInstance } from './insert-decision-instance.ts';
