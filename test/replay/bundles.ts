import assert from 'node:assert/strict';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleOptions } from '#activities/worker/workflow-bundle.ts';

/** The workflow code as workers run it. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ ...bundleOptions, logger: new DefaultLogger('ERROR') });
}

/** The same, but its exclusive gateway takes every flow whose condition holds, not the first. Changed as text: quick. */
export function withChangedGateway({ code }: WorkflowBundleWithSourceMap): WorkflowBundleWithSourceMap {
  const firstOnly = /(holdingFlows\)\(run, element, instance, )1\)/g;
  assert.equal(
    code.match(firstOnly)?.length,
    1,
    'The exclusive gateway looks different now: name its place here again',
  );
  return { sourceMap: '', code: code.replace(firstOnly, '$1Infinity)') };
}
