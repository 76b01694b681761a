import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Event } from '#engine/kernel/index.ts';
import { contentHash } from '#engine/store/definitions/index.ts';

/** An instance as it ran once, with what its events were then: what every later version must make of its history. */
export interface RecordedInstance {
  /** Hashes of its process definitions; more than one when it was migrated. */
  readonly definitions: readonly string[];
  /** Of all its events, as the state carried it at the end. */
  readonly digest: string;
  /** See `storyOf`: tells where a replay went another way; the digest alone would only tell that it did. */
  readonly story: readonly string[];
  /** One history a run, in Temporal's JSON; more than one when it continued as new. */
  readonly runs: readonly { readonly events: readonly object[] }[];
}

export interface NamedInstance extends RecordedInstance {
  /** `<release>/<name>`, as the file lies under `histories/`. */
  readonly name: string;
}

const historiesFolder = join(import.meta.dirname, 'histories');
const definitionsFolder = join(import.meta.dirname, 'definitions');

/** The instances of all releases, by name. */
export async function readRecordedInstances(): Promise<readonly NamedInstance[]> {
  const names = (await readdir(historiesFolder, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (file) => {
      const instance = JSON.parse(await readFile(join(historiesFolder, file), 'utf8')) as RecordedInstance;
      return { name: file.replaceAll('\\', '/').replace(/\.json$/, ''), ...instance };
    }),
  );
}

/** One event a line, so that a history can be read and two of them compared. */
export async function writeRecordedInstance(release: string, name: string, recorded: RecordedInstance): Promise<void> {
  const { definitions, digest, story, runs } = recorded;
  const events = runs.map((run) => `{"events":[\n${run.events.map((event) => JSON.stringify(event)).join(',\n')}\n]}`);
  const head = [
    `"definitions":${JSON.stringify(definitions)}`,
    `"digest":"${digest}"`,
    `"story":${JSON.stringify(story)}`,
  ];
  const text = `{${head.join(',\n')},\n"runs":[${events.join(',')}]}\n`;
  await mkdir(join(historiesFolder, release), { recursive: true });
  await writeFile(join(historiesFolder, release, `${name}.json`), text);
}

/** Null when no recorded instance needs it. */
export async function readDefinition(hash: string): Promise<string | null> {
  const body = await readFile(join(definitionsFolder, `${hash}.json`), 'utf8').catch(() => null);
  if (body !== null && contentHash(body) !== hash) throw new Error(`The text of definition ${hash} has been changed`);
  return body;
}

export async function writeDefinition(hash: string, body: string): Promise<void> {
  await mkdir(definitionsFolder, { recursive: true });
  await writeFile(join(definitionsFolder, `${hash}.json`), body);
}

/** Removes the definitions that no recorded instance names any more. */
export async function forgetUnusedDefinitions(): Promise<void> {
  const used = new Set((await readRecordedInstances()).flatMap(({ definitions }) => definitions));
  for (const file of await readdir(definitionsFolder)) {
    if (!used.has(basename(file, '.json'))) await rm(join(definitionsFolder, file));
  }
}

/** What became of the elements, which flows were taken, and all that is not an element's own step; a line each. */
export function storyOf(events: readonly Event[]): readonly string[] {
  const elements = new Map<string, string>();
  return events.flatMap((event) => {
    switch (event.type) {
      case 'elementActivating':
        elements.set(event.key, event.kind === 'multiInstanceBody' ? `${event.element}[]` : event.element);
        return [];
      case 'elementActivated':
      case 'elementCompleted':
      case 'elementTerminated':
        return [`${event.type} ${elements.get(event.key) ?? event.key}`];
      case 'flowTaken':
        return [`flowTaken ${event.flow}`];
      case 'elementCompleting':
      case 'elementTerminating':
      case 'variableSet':
      case 'queued':
      case 'dequeued':
        return [];
      default:
        return [event.type];
    }
  });
}
