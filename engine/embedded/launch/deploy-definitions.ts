import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { definitionFolders } from '#engine/config/index.ts';
import type { Say } from '../stack-error.ts';
import { words } from '../words.ts';

const problemSchema = z.object({ title: z.string().optional(), detail: z.string().optional() });

/** Deploys each shipped process through the public API; an unchanged one stays the version it is. Says what it did. */
export async function deployDefinitions(url: string, token: string | null, say: Say): Promise<void> {
  for (const { name, files } of definitionFolders()) {
    const form = new FormData();
    for (const file of files) form.append('resources', await openAsBlob(file), basename(file));
    const reason = await deploy(url, token, form);
    say(reason === null ? words.deployed(name) : words.deploymentFailed(name, reason));
  }
}

/** Null = deployed; else why not. */
async function deploy(url: string, token: string | null, body: FormData): Promise<string | null> {
  try {
    const response = await fetch(`${url}/v2/deployments`, {
      method: 'POST',
      headers: { accept: 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body,
      signal: AbortSignal.timeout(60_000),
    });
    if (response.ok) return null;
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    return (problem.success && (problem.data.detail ?? problem.data.title)) || `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
