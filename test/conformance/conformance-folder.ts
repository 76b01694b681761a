import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installationRoot } from '#engine/config/index.ts';

/**
 * The folder of the public suites: SILKFLOW_CONFORMANCE_DIR, else the folder `shared/conformance` beside the checkout.
 * Null where there is none: a user's machine does not have them.
 */
export function conformanceFolder(): string | null {
  const wished = process.env['SILKFLOW_CONFORMANCE_DIR'] ?? join(installationRoot, '..', 'shared', 'conformance');
  return existsSync(join(wished, 'feel-dialect.jsonl')) ? wished : null;
}

/** What a test that is left out says. */
export const NO_SUITES = 'no conformance suites here (SILKFLOW_CONFORMANCE_DIR)';
