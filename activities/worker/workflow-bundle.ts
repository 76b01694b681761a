import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';

const entry = fileURLToPath(new URL('../../workflows/process-instance/index.ts', import.meta.url));
const preloaded = fileURLToPath(new URL('../../workflows/process-instance/linked-definitions.ts', import.meta.url));
const prebuilt = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));

/**
 * How the workflow code is bundled. The kernel and its cache of definitions are preloaded: evaluated once per thread and
 * shared by all workflows. Without `sideEffects: false` here, webpack drops the bare require that does it.
 */
export const bundleOptions: BundleOptions = {
  workflowsPath: entry,
  preloadModules: [preloaded],
  webpackConfigHook: (config) => ({
    ...config,
    optimization: { ...config.optimization, sideEffects: false },
  }),
};

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
