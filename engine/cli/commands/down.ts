import type { Command } from 'commander';
import { endRecorded, readRunRecord, removeRunRecord, stillRuns } from '#engine/embedded/index.ts';
import { dataFolder } from '../data-folder.ts';
import { language, say } from '../terminal.ts';
import { tell, words } from '../words.ts';

/** Five processes, each with up to 20 s for a clean stop. */
const killSupervisorAfterMs = 110_000;

export function register(program: Command): void {
  program.command('down').description(words.down[language]).action(down);
}

async function down(): Promise<void> {
  const folder = dataFolder();
  const record = await readRunRecord(folder);
  if (record === null) return say(tell.notRunning(folder));
  if (await stillRuns(record.supervisor)) {
    say(tell.stopping(record.supervisor.pid));
    await endRecorded(record.supervisor, { signal: 'SIGTERM', killAfterMs: killSupervisorAfterMs });
  }
  // What a killed supervisor could not stop. In the order of the record: the services come first there.
  for (const process_ of record.processes.toReversed()) {
    await endRecorded(process_, { signal: process_.name === 'postgres' ? 'SIGINT' : 'SIGTERM', killAfterMs: 20_000 });
  }
  await removeRunRecord(folder);
  say(tell.stopped());
}
