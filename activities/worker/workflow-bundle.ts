import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';

const entry = fileURLToPath(new URL('../../workflows/process-instance/index.ts', import.meta.url));
const prebuilt = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));

/** Node.js 20 runs it as it is; the bundler's own choice, ES2017, turns private fields and spreads into slow helpers. */
const target = 'es2022';

/**
 * How the workflow code is bundled. All of it is preloaded: evaluated once per thread and shared by all workflows, which keep
 * what is theirs in an `InstanceHost`; the one cache between them holds definitions by their hashes. Without `sideEffects: false` here, webpack drops the bare require that does it.
 */
export const bundleOptions: BundleOptions = {
  workflowsPath: entry,
  preloadModules: [entry],
  webpackConfigHook: (config) => ({
    ...config,
    module: { ...config.module, rules: config.module?.rules?.map(withTarget) ?? [] },
    optimization: { ...config.optimization, sideEffects: false },
  }),
};

type Hook = NonNullable<BundleOptions['webpackConfigHook']>;
type Rule = NonNullable<NonNullable<Parameters<Hook>[0]['module']>['rules']>[number];

/** The rule that compiles TypeScript, for another target; any other rule as it is. */
function withTarget(rule: Rule): Rule {
  if (typeof rule !== 'object' || rule === null) return rule;
  const { use } = rule;
  if (typeof use !== 'object' || !('options' in use) || typeof use.options !== 'object') return rule;
  const { options } = use;
  if (!('jsc' in options) || typeof options['jsc'] !== 'object') return rule;
  return { ...rule, use: { ...use, options: { ...options, jsc: { ...options['jsc'], target } } } };
}

/** A bundle made by the build when there is one; else the code is bundled as the worker starts, which takes a second. */
export function workflowSource(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'> {
  if (existsSync(prebuilt)) return { workflowBundle: { codePath: prebuilt } };
  const { workflowsPath, preloadModules, webpackConfigHook } = bundleOptions;
  return {
    workflowsPath,
    bundlerOptions: {
      ...(preloadModules === undefined ? {} : { preloadModules }),
      ...(webpackConfigHook === undefined ? {} : { webpackConfigHook }),
    },
  };
}
