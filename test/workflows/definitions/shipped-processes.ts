import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commerceManifest } from '#activities/commerce/manifest.ts';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { compileDecisions, evaluateDecision } from '#engine/decision/index.ts';
import type { Linked } from '#engine/kernel/index.ts';
import { link } from '#engine/kernel/index.ts';
import { compileProcesses, parseBpmn } from '#engine/model/index.ts';
import type { Processes } from '#engine/testing/index.ts';
import { ProcessTest } from '#engine/testing/index.ts';

export const definitionsFolder = join(import.meta.dirname, '../../../workflows/definitions');

/** Files of all shipped processes with this ending, by name. */
export function shippedFiles(ending: 'bpmn' | 'dmn' | 'form'): ReadonlyMap<string, string> {
  const files = readdirSync(definitionsFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`.${ending}`),
  );
  return new Map(
    files.sort((a, b) => a.localeCompare(b)).map((file) => [file, readFileSync(join(definitionsFolder, file), 'utf8')]),
  );
}

const noon = Date.UTC(2026, 10, 23, 12);

/** Evaluates a shipped decision as the engine does. */
export async function shippedDecisions(): Promise<Readonly<Record<string, (variables: JsonObject) => Json>>> {
  const decisions: Record<string, (variables: JsonObject) => Json> = {};
  for (const [file, xml] of shippedFiles('dmn')) {
    const compiled = await compileDecisions(xml);
    if (!compiled.ok) throw new Error(`${file}: ${JSON.stringify(compiled.problems)}`);
    for (const [, id] of xml.matchAll(/<decision id="([^"]+)"/g)) {
      if (id === undefined) continue;
      decisions[id] = (variables) => {
        const environment = { now: noon, zone: 'Etc/UTC', random: () => 0.5 };
        const result = evaluateDecision(compiled.decisions, id, { get: (name) => variables[name] }, environment);
        if (!result.ok) throw new Error(`${id}: ${result.message}`);
        return result.value;
      };
    }
  }
  return decisions;
}

/** All shipped processes, compiled as a deployment does that holds their decisions and forms. */
async function shippedProcesses(): Promise<Processes> {
  const processes = new Map<string, Linked>();
  for (const [file, xml] of shippedFiles('bpmn')) {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems)}`);
    const options = { activities: commerceManifest, resolve: (kind: string, id: string) => `${kind} ${id}` };
    const compiled = await compileProcesses(parsed.file, options);
    if (!compiled.ok) throw new Error(`${file}: ${JSON.stringify(compiled.problems)}`);
    for (const { definition, hash } of compiled.definitions)
      processes.set(definition.processId, link(hash, definition));
  }
  return processes;
}

const processes = shippedProcesses();
const decisions = shippedDecisions();

/** A world with all shipped processes and their decisions. */
export async function shippedWorld(): Promise<ProcessTest> {
  return new ProcessTest(await processes, { now: noon, decisions: await decisions });
}
