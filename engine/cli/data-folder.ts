import { resolve } from 'node:path';
import { installationRoot } from '#engine/config/index.ts';

/** SILKFLOW_DATA, else `.silkflow` in the checkout, wherever the command is called from. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['SILKFLOW_DATA'] ? resolve(env['SILKFLOW_DATA']) : resolve(installationRoot, '.silkflow');
}
