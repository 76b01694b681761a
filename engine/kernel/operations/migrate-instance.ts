import type { Linked } from '../contract/linked.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance } from '../contract/state.ts';
import { closeWait } from '../behaviors/close-waits.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { catchersOf, listensBehindStart, planCatcher } from '../behaviors/subscriptions.ts';
import type { Run } from '../run.ts';
import { checkMigration } from './check-migration.ts';
import { failuresOf } from './failures-of.ts';
import type { MigrationPlan } from './migration-plan.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/**
 * Goes on with another definition: each live element as the one it is mapped to (MIG1). Jobs, expressions and mappings are
 * not evaluated again. Catch events that are mapped are kept, others closed, new ones opened (MIG2).
 */
export function migrateInstance(
  run: Run,
  operation: OperationOf<'migrateInstance'>,
  target: Linked | undefined,
): readonly Problem[] {
  if (target === undefined || target.hash !== operation.definition) {
    const message = sayNo('migrate.unknownDefinition', { definition: operation.definition });
    return refuse('NOT_FOUND', 'migrate.unknownDefinition', message, { definition: operation.definition });
  }
  const plan: MigrationPlan = {
    target: target.definition,
    mapping: new Map(operation.mapping.map((one) => [one.source, one.target])),
    sources: operation.mapping.map(({ source }) => source),
  };
  const problems = checkMigration(run, plan);
  if (problems.length > 0) return problems;
  const deaf = run.state.flags.includes(15) ? findDeafElements(run, operation, target, plan) : accepted;
  if (deaf.length > 0) return deaf;
  migrate(run, operation, target, plan);
  return accepted;
}

function migrate(run: Run, operation: OperationOf<'migrateInstance'>, target: Linked, plan: MigrationPlan): void {
  const instances = Object.values(run.state.elements);
  for (const instance of instances) closeUnmapped(run, instance, plan);
  const { processId } = run.linked.definition;
  const process = { source: processId, target: target.definition.processId };
  run.write({ type: 'instanceMigrated', definition: target.hash, mapping: [process, ...operation.mapping] });
  run.relink(target);
  for (const instance of instances) openNew(run, instance);
}

/** Elements that could not listen for what only the target has there (MIG3). */
function findDeafElements(
  run: Run,
  operation: OperationOf<'migrateInstance'>,
  target: Linked,
  plan: MigrationPlan,
): readonly Problem[] {
  return failuresOf(run, (trial) => migrate(trial, operation, target, plan)).flatMap(({ id, reason }) => {
    const message = sayNo('migrate.cannotListen', { id, reason });
    return refuse('INVALID_STATE', 'migrate.cannotListen', message, { elementId: id, reason });
  });
}

/** Boundary events and event subprocesses that have no counterpart stop listening. */
function closeUnmapped(run: Run, instance: ElementInstance, { mapping }: MigrationPlan): void {
  for (const key of Object.keys(instance.waitKeys)) {
    const wait = run.state.waits[key];
    const catches =
      wait?.kind === 'timer' || wait?.kind === 'message' || wait?.kind === 'signal' || wait?.kind === 'condition';
    if (wait === undefined || !catches || wait.element === instance.element) continue;
    if (!mapping.has(wait.element)) closeWait(run, key, wait);
  }
}

/** Those that only the new definition has begin to listen. One that cannot be evaluated is an incident. */
function openNew(run: Run, instance: ElementInstance): void {
  if (instance.phase !== 'activated') return;
  if (listensBehindStart(run, run.element(instance.element), instance) && isAtStart(run, instance)) return;
  const listening = new Set(Object.keys(instance.waitKeys).map((key) => run.state.waits[key]?.element));
  for (const catcher of catchersOf(run, run.element(instance.element), instance)) {
    if (listening.has(catcher.element) || catcher.element === instance.element) continue;
    // Before flag 15 (see `currentFlags`) what is new behind an event-based gateway was not waited for.
    if (instance.kind === 'eventBasedGateway' && !run.state.flags.includes(15)) continue;
    const planned = planCatcher(run, catcher, catcher.trigger, instance);
    if (planned.ok) planned.value();
    else raiseIncident(run, instance, planned.failure, null);
  }
}

/** Its start event has not completed yet, behind which it begins to listen (ESP4). */
function isAtStart(run: Run, scope: ElementInstance): boolean {
  return Object.keys(scope.childKeys).some((child) => run.live(child).kind === 'startEvent');
}
