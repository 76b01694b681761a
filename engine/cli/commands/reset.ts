import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { holdsData, readRunRecord, stillRuns, wipeDataFolder } from '#engine/embedded/index.ts';
import { dataFolder } from '../data-folder.ts';
import { CommandFailure } from '../fail.ts';
import { language, say } from '../terminal.ts';
import { tell, words } from '../words.ts';

export function register(program: Command): void {
  program.command('reset').description(words.reset[language]).option('-y, --yes', words.yes[language]).action(reset);
}

async function reset(options: { readonly yes?: boolean }): Promise<void> {
  const folder = dataFolder();
  const record = await readRunRecord(folder);
  if (record !== null && (await stillRuns(record.supervisor))) throw new CommandFailure(tell.stopFirst());
  if (!(await holdsData(folder))) return say(tell.nothingToReset(folder));
  if (!options.yes && !(await confirm(folder))) return say(tell.keptAsItWas());
  await wipeDataFolder(folder);
  say(tell.wiped(folder));
}

async function confirm(folder: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandFailure(tell.cannotAsk());
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(tell.askReset(folder)[language]);
  terminal.close();
  return ['y', 'yes', '是'].includes(answer.trim().toLowerCase());
}
