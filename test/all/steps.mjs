import { provideChromium } from '../../engine/embedded/bootstrap/install-chromium.mjs';

/**
 * What is checked, quickest first.
 *
 * `report` names the file that a runner writes its counts to and how to read it;
 * `prepare` may answer why the step cannot run, which fails it.
 */
export const steps = [
  { name: 'types', command: ['npm', 'run', '-s', 'types'] },
  { name: 'lint', command: ['npm', 'run', '-s', 'lint'] },
  { name: 'format', command: ['npm', 'run', '-s', 'format:check'] },
  vitest('architecture'),
  vitest('unit'),
  vitest('integration'),
  {
    name: 'e2e',
    command: ['npx', '--no-install', 'playwright', 'test'],
    prepare: () => (provideChromium() === null ? 'no Chromium: install it, or set CHROMIUM_PATH' : null),
    report: { kind: 'playwright', env: 'SILKFLOW_E2E_JSON' },
  },
  { name: 'drills', command: ['npm', 'run', '-s', 'drill', '--', '--short'] },
];

function vitest(project) {
  return {
    name: project,
    command: ['npx', '--no-install', 'vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
    report: { kind: 'vitest', argument: (file) => `--outputFile.json=${file}` },
  };
}
