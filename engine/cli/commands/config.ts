import type { Command } from 'commander';
import { launchVariables, variables } from '#engine/config/index.ts';
import { language, print } from '../terminal.ts';
import { words } from '../words.ts';

export function register(program: Command): void {
  program.command('config').description(words.config[language]).action(listVariables);
}

function listVariables(): void {
  for (const { name, about, expects, fallback, secret } of [
    ...Object.values(variables),
    ...Object.values(launchVariables),
  ]) {
    print(`${name}${fallback ? `=${fallback}` : ''}${secret ? `  (${name}_FILE)` : ''}`);
    print(`    ${about[language]} [${expects[language]}]`);
  }
}
