import { Command } from 'commander';
import { CommandFailure } from './fail.ts';
import { language, say } from './terminal.ts';
import { tell, words } from './words.ts';

interface CommandModule {
  register(program: Command): void;
}

/**
 * One module a command, loaded when its name is asked for: `silkflow feel` must not wait for Temporal's and Postgres's
 * clients.
 */
const modules: Readonly<Record<string, () => Promise<CommandModule>>> = {
  up: () => import('./commands/up.ts'),
  down: () => import('./commands/down.ts'),
  status: () => import('./commands/status.ts'),
  doctor: () => import('./commands/doctor.ts'),
  reset: () => import('./commands/reset.ts'),
  config: () => import('./commands/config.ts'),
  orders: () => import('./commands/orders.ts'),
  feel: () => import('./commands/feel.ts'),
  dmn: () => import('./commands/dmn.ts'),
};

async function main(): Promise<void> {
  const program = new Command('silkflow').description(words.program[language]).showHelpAfterError();
  const wished = modules[process.argv[2] ?? ''];
  for (const load of wished === undefined ? Object.values(modules) : [wished]) (await load()).register(program);
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
