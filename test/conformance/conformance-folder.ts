import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installationRoot } from '#engine/config/index.ts';

/**
 * The folder of the public suites: SILKFLOW_CONFORMANCE_DIR, else the folder `shared/conformance` beside the checkout.
 * Null where there is none beside the checkout: a user's machine does not have them, so their tests are left out there.
 * Throws when a folder is named and holds none: then a run without them must not look green.
 */
export function conformanceFolder(): string | null {
  const named = process.env['SILKFLOW_CONFORMANCE_DIR'];
  const folder = named ?? join(installationRoot, '..', 'shared', 'conformance');
  if (existsSync(join(folder, 'feel-dialect.jsonl'))) return folder;
  if (named !== undefined) throw new Error(`SILKFLOW_CONFORMANCE_DIR names ${named}, which holds no suites`);
  return null;
}

/** What a test that is left out says. */
export const NO_SUITES = 'no conformance suites here (SILKFLOW_CONFORMANCE_DIR)';
