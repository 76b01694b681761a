import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { type PlainClient, plainClient } from './plain-client.ts';
import { deployments } from './processes.ts';

/** Read at once: rows are there when a call returns. */
export const now = { consistency: { waitUpToMs: 0 } } as const;

/** A key that nothing has. */
export const missing = '4611686018427387904';

type SearchName = Extract<keyof PlainClient, `search${string}`>;
type Searched<Name extends SearchName> = PlainClient[Name] extends (...args: infer Args) => Promise<infer Answer>
  ? { readonly filter: Args[0] extends { filter?: infer Filter } ? Filter : never; readonly answer: Answer }
  : never;
type ItemOf<Name extends SearchName> = Searched<Name>['answer'] extends { items: readonly (infer Item)[] }
  ? Item
  : never;
type JobOf = Awaited<ReturnType<PlainClient['activateJobs']>>['jobs'][number];

/** A server with everything deployed, and the official client under strict validation. */
export class ConformanceStage {
  readonly server: ApiServer;
  readonly client: PlainClient;
  /** Operations called so far. */
  readonly called = new Set<string>();

  private constructor(server: ApiServer) {
    this.server = server;
    this.client = plainClient(server.client, this.called);
  }

  static async open(): Promise<ConformanceStage> {
    const stage = new ConformanceStage(await startApiServer());
    for (const files of deployments) await stage.server.client.createDeployment({ resources: [...files] });
    return stage;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  async start(processDefinitionId: string, more: object = {}): Promise<string> {
    return (await this.client.createProcessInstance({ processDefinitionId, ...more })).processInstanceKey;
  }

  /** The first item that a search finds, as soon as there is one. */
  first<Name extends SearchName>(search: Name, filter: Searched<Name>['filter']): Promise<ItemOf<Name>> {
    const call: unknown = this.client[search];
    if (typeof call !== 'function') throw new TypeError(`The client has no ${search}`);
    return eventually(async () => {
      const answer: unknown = await Reflect.apply(call, this.client, [{ filter }, now]);
      // The client has checked its answer against the very type.
      return (answer as { items: readonly ItemOf<Name>[] }).items[0];
    });
  }

  /** A job of this type, as soon as there is one. */
  async activate(type: string, more: { readonly requestTimeout?: number } = {}): Promise<JobOf> {
    return eventually(async () => {
      const { jobs } = await this.client.activateJobs({
        type,
        worker: 'conformance',
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: 10_000,
        ...more,
      });
      return jobs[0];
    });
  }
}

const refusalSchema = z.object({ status: z.number(), detail: z.string().optional(), message: z.string() });

/** What the client throws for a call that the server refuses: its status, and what it says. */
export async function refused(call: Promise<unknown>): Promise<{ readonly status: number; readonly detail: string }> {
  const error: unknown = await call.then(
    () => expect.fail('the call was not refused'),
    (reason: unknown) => reason,
  );
  const read = refusalSchema.safeParse(error);
  if (!read.success) throw error;
  const { status, detail, message } = read.data;
  return { status, detail: detail ?? message };
}

/** Statuses of refused calls, in their order. */
export async function statuses(...calls: readonly Promise<unknown>[]): Promise<readonly number[]> {
  return (await Promise.all(calls.map(refused))).map(({ status }) => status);
}

/** The first of a list that must not be empty. */
export function one<T>(list: readonly T[] | undefined): T {
  const [found] = list ?? [];
  if (found === undefined) throw new Error('the list is empty');
  return found;
}

export async function eventually<T>(look: () => Promise<T | undefined>, ms = 15_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('not seen in time');
}
