// `npm test [step …]`: everything that CI runs, in one command. Installs what is missing, so plain JavaScript and Node's
// own modules only. The last line is the sum of all tests; a step that is no test counts as one failure when it fails.
import { join } from 'node:path';
import { checkNode } from '../engine/embedded/bootstrap/check-node.mjs';
import { installDependencies } from '../engine/embedded/bootstrap/install-dependencies.mjs';
import { runSteps } from './all/run-steps.mjs';
import { steps } from './all/steps.mjs';

checkNode();
const root = join(import.meta.dirname, '..');
await installDependencies(root);

const wished = process.argv.slice(2);
const unknown = wished.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown step: ${unknown.join(', ')}. Steps: ${steps.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
const chosen = wished.length === 0 ? steps : steps.filter(({ name }) => wished.includes(name));
process.exit(await runSteps(root, chosen));
