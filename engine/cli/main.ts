import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { CommandFailure } from './fail.ts';
import { language, say } from './terminal.ts';
import { tell, words } from './words.ts';

interface CommandModule {
  register(program: Command): void;
}

/** One file a command, named after it. */
const folder = join(import.meta.dirname, 'commands');
const files = new Map(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[a-z]+\.[jt]s$/.test(entry.name))
    .map(({ name }) => [name.slice(0, -3), join(folder, name)]),
);

/** Loads only the command that was asked for: `silkflow feel` must not wait for Temporal's and Postgres's clients. */
async function loadModules(wished: string | undefined): Promise<readonly CommandModule[]> {
  const file = files.get(wished ?? '');
  const chosen = file === undefined ? [...files.values()].sort() : [file];
  return Promise.all(chosen.map((path) => import(pathToFileURL(path).href) as Promise<CommandModule>));
}

async function main(): Promise<void> {
  const program = new Command('silkflow').description(words.program[language]).showHelpAfterError();
  for (const command of await loadModules(process.argv[2])) command.register(program);
  await program.parseAsync();
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommandFailure) {
    say(error.text);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && 'text' in error) {
    // A StackError, recognised by shape: importing its class would load the whole stack for every command.
    say({ en: error.message, 'zh-CN': error.message, ...(error.text as object) });
  } else {
    say(tell.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  }
}
