import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const processSchema = z.object({
  name: z.string(),
  pid: z.int(),
  /** Tells this process from a later one with the same id. */
  identity: z.string(),
  state: z.enum(['starting', 'running', 'restarting']),
  startedAt: z.string(),
  /** How often the supervisor brought it back. */
  restarts: z.int(),
  port: z.int().nullable(),
  url: z.string().nullable(),
  logFile: z.string(),
});

const recordSchema = z.object({
  /** Grows when a field changes its meaning. */
  format: z.literal(1),
  ready: z.boolean(),
  startedAt: z.string(),
  dataFolder: z.string(),
  url: z.string(),
  temporal: z.object({
    address: z.string(),
    namespace: z.string(),
    uiUrl: z.string().nullable(),
    embedded: z.boolean(),
  }),
  /** With its password: the file is readable by its owner alone. */
  databaseUrl: z.string(),
  databaseEmbedded: z.boolean(),
  supervisor: z.object({ pid: z.int(), identity: z.string(), logFile: z.string().nullable() }),
  processes: z.array(processSchema),
});

/** What `run.json` in the data folder tells of a running Silkflow; `silkflow status --json` prints the same. */
export type RunRecord = z.infer<typeof recordSchema>;
export type ProcessRecord = z.infer<typeof processSchema>;

/** The record of the last start; null when there is none or it cannot be read as one. */
export async function readRunRecord(dataFolder: string): Promise<RunRecord | null> {
  const text = await readFile(runFile(dataFolder), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaced as a whole, so that a reader never sees half of it. */
export async function writeRunRecord(record: RunRecord): Promise<void> {
  const draft = `${runFile(record.dataFolder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, runFile(record.dataFolder));
}

export async function removeRunRecord(dataFolder: string): Promise<void> {
  await rm(runFile(dataFolder), { force: true });
}

function runFile(dataFolder: string): string {
  return join(dataFolder, 'run.json');
}
