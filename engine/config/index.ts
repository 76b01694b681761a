/**
 * The typed configuration. A process calls `readConfiguration(process.env)` once, in its main file, and prints
 * `describeProblem` of each problem before it exits; everything below gets plain values.
 */
export { definitionFolders, installationRoot, migrationFolders } from './installation.ts';
export type { Variable } from './variable.ts';
export { launchVariables, variables } from './variables.ts';
export type {
  Configuration,
  ConfigurationProblem,
  Environment,
  LaunchConfiguration,
  Reading,
} from './read-configuration.ts';
export { describeProblem, isLoopback, readConfiguration, readLaunchConfiguration } from './read-configuration.ts';
