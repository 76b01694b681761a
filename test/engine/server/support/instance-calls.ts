import { setTimeout as sleep } from 'node:timers/promises';
import { instanceStateSchema } from '#engine/contracts/api/index.ts';
import type { ApiServer } from './api-server.ts';

type Found = Record<string, string>;

/** What tests of one instance do over the API. */
export interface InstanceCalls {
  readonly post: (path: string, body?: object, headers?: Record<string, string>) => ReturnType<ApiServer['call']>;
  readonly stateOf: (key: string) => Promise<string>;
  readonly suspend: (key: string) => ReturnType<ApiServer['call']>;
  readonly resume: (key: string) => ReturnType<ApiServer['call']>;
  /** Answers the key. */
  readonly start: (processDefinitionId: string, variables?: object, more?: object) => Promise<string>;
  /** The first that a search of `/v2` finds, once it finds one. */
  readonly first: (what: string, filter: object) => Promise<Found>;
  readonly ended: (key: string) => Promise<'completed'>;
  readonly activate: (requestTimeout: number) => Promise<Found[]>;
}

export async function deployAll(server: ApiServer, processes: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, xml] of Object.entries(processes)) {
    await server.client.createDeployment({ resources: [new File([xml], `${name}.bpmn`)] });
  }
}

/** `server` is asked for with each call: it starts after the tests are described. */
export function instanceCalls(server: () => ApiServer): InstanceCalls {
  const post: InstanceCalls['post'] = (path, body = {}, headers = {}) => server().call('POST', path, body, headers);
  const stateOf: InstanceCalls['stateOf'] = async (key) =>
    instanceStateSchema.parse((await server().call('GET', `/api/instances/${key}`)).body).state;
  return {
    post,
    stateOf,
    suspend: (key) => post(`/api/instances/${key}/suspension`),
    resume: (key) => post(`/api/instances/${key}/resumption`),
    async start(processDefinitionId, variables = {}, more = {}) {
      const { body } = await post('/v2/process-instances', { processDefinitionId, variables, ...more });
      return String(body.processInstanceKey);
    },
    first: (what, filter) => eventually(async () => (await post(`/v2/${what}/search`, { filter })).body.items[0]),
    ended: (key) => eventually(async () => ((await stateOf(key)) === 'completed' ? ('completed' as const) : undefined)),
    async activate(requestTimeout) {
      const request = { type: 'work', worker: 'w', timeout: 60_000, maxJobsToActivate: 10, requestTimeout };
      return (await post('/v2/jobs/activation', request)).body.jobs;
    },
  };
}

export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('not seen in time');
}
