import type { Command } from 'commander';
import { language, print } from '../terminal.ts';
import { words } from '../words.ts';
import type { Finding } from './doctor/finding.ts';
import { examineConfiguration, examineData, examineInstallation, examineRun } from './doctor/examine.ts';

const marks = { good: '✓', odd: '!', bad: '✗' } as const;

export function register(program: Command): void {
  program.command('doctor').description(words.doctor[language]).action(doctor);
}

/** Exit code 1 when something is wrong that keeps Silkflow from starting. */
async function doctor(): Promise<void> {
  const findings: readonly Finding[] = [
    ...(await examineInstallation(process.env)),
    ...examineConfiguration(process.env),
    ...(await examineData(process.env)),
    ...(await examineRun()),
  ];
  for (const { verdict, text, remedy } of findings) {
    print(`${marks[verdict]} ${text[language]}`);
    if (remedy !== undefined) print(`    ${remedy[language]}`);
  }
  if (findings.some(({ verdict }) => verdict === 'bad')) process.exitCode = 1;
}
