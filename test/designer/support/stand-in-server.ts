import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StandInInstance } from './stand-in-world.ts';
import { StandInWorld, steps } from './stand-in-world.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = here('../../../dist/designer');
const processKey = '2251799813685249';
const form = {
  type: 'default',
  id: 'review-match',
  schemaVersion: 19,
  components: [
    {
      type: 'text',
      text: '## Party screening 主体筛查\nCompare the order with the list entry. 请核对订单与名单条目。',
      id: 'Text_1',
    },
    { type: 'textfield', key: 'customerName', label: 'Customer 客户', id: 'Field_1', disabled: true },
    {
      type: 'radio',
      key: 'decision',
      label: 'Decision 结论',
      id: 'Field_2',
      validate: { required: true },
      values: [
        { label: 'Not the same party 不是同一主体', value: 'clear' },
        { label: 'The same party, stop 是同一主体,停止', value: 'block' },
      ],
    },
    {
      type: 'textarea',
      key: 'reason',
      label: 'Reason 理由',
      id: 'Field_3',
      validate: { required: true, minLength: 5 },
    },
  ],
};

type Body = { filter?: Record<string, unknown>; page?: { from?: number; limit?: number }; [key: string]: unknown };

/** Serves the built designer and the part of the API that its pages use. `tickMs` 0 keeps the world still. */
export async function startStandIn({ tickMs = 0, orders = 46 } = {}) {
  const streams = new Set<ServerResponse>();
  let eventId = 0;
  const world = new StandInWorld((instances) => {
    const data = JSON.stringify({ instances, more: false, topics: ['instances', 'tasks', 'incidents'] });
    for (const stream of streams) stream.write(`id: ${++eventId}\nevent: changed\ndata: ${data}\n\n`);
  });
  populate(world, orders);
  const server = createServer((request, response) => {
    void answer(request, response, world, streams).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'about:blank', title: String(error), status: 500 }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const timer = tickMs > 0 ? setInterval(() => tick(world), tickMs) : null;
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, world, stop: () => stop(server, timer) };
}

function stop(server: Server, timer: ReturnType<typeof setInterval> | null): Promise<void> {
  if (timer !== null) clearInterval(timer);
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}

function populate(world: StandInWorld, orders: number): void {
  const hour = 3_600_000;
  for (let ordinal = 0; ordinal < orders; ordinal++) {
    const instance = world.start(Date.now() - (orders - ordinal) * 0.45 * hour);
    for (let step = 0; step < [1, 8, 3, 5, 8, 5, 8][ordinal % 7]! && instance.state === 'ACTIVE'; step++)
      world.advance(instance, instance.since + 90_000);
    if (instance.at === 'Task_Ship' && ordinal % 2 === 0)
      world.raise(instance, 'carrier.book: 503 Service Unavailable after 3 attempts');
    if (ordinal % 23 === 11 && instance.state === 'ACTIVE') world.cancel(instance);
  }
}

function tick(world: StandInWorld): void {
  const movable = world.instances.filter(
    (each) => each.state === 'ACTIVE' && each.at !== 'Task_Review' && each.incident === null,
  );
  const chosen = movable[Math.floor(Math.random() * movable.length)];
  if (chosen !== undefined) world.advance(chosen);
  if (Math.random() < 0.4) world.start();
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  world: StandInWorld,
  streams: Set<ServerResponse>,
) {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  if (pathname === '/api/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': welcome\n\n');
    streams.add(response);
    request.on('close', () => streams.delete(response));
    return;
  }
  if (!/^\/(v2|api)\//.test(pathname)) return sendFile(pathname, response);
  const raw = await textOf(request);
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  const body = (isJson && raw !== '' ? JSON.parse(raw) : { raw }) as Body;
  const result = await route(`${request.method ?? 'GET'} ${pathname}`, body, world);
  if (typeof result === 'string') return response.writeHead(200, { 'content-type': 'application/xml' }).end(result);
  const { status = 200, json } = result;
  response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' });
  response.end(json === undefined ? '' : JSON.stringify(json));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const name = extname(path) === '' ? 'index.html' : path;
  try {
    const content = await readFile(join(built, name));
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

type Result = string | { status?: number; json?: unknown };
type Handler = (match: RegExpExecArray, body: Body, world: StandInWorld) => Result | Promise<Result>;

const iso = (at: number) => new Date(at).toISOString();
const found = (items: readonly unknown[], body: Body): Result => {
  const from = body.page?.from ?? 0;
  return {
    json: {
      items: items.slice(from, from + (body.page?.limit ?? 100)),
      page: { totalItems: items.length, hasMoreTotalItems: false, startCursor: null, endCursor: null },
    },
  };
};
const problem = (status: number, title: string, detail: string, remedy: string): Result => ({
  status,
  json: { type: 'about:blank', title, status, detail, remedy },
});
const byKey = (world: StandInWorld, key: string | undefined) =>
  world.instances.find(
    (each) => each.key === key || BigInt(each.key) + 500n === BigInt(key ?? 0) || each.incident?.key === key,
  );

const definition = {
  name: 'Order 订单',
  resourceName: 'order.bpmn',
  version: 2,
  versionTag: null,
  processDefinitionId: 'order',
  tenantId: '<default>',
  processDefinitionKey: processKey,
  hasStartForm: false,
  state: 'ACTIVE',
};

const handlers: readonly [RegExp, Handler][] = [
  [
    /^GET \/api\/session$/,
    () => ({
      json: {
        user: { username: 'demo', displayName: 'Demo', groups: [] },
        version: '0.1.0',
        temporalInstanceUrl: 'http://127.0.0.1:8233/namespaces/default/workflows/silkflow-{key}',
        demo: null,
      },
    }),
  ],
  [/^GET \/api\/today$/, (_match, _body, world) => ({ json: todayOf(world) })],
  [
    /^POST \/v2\/process-definitions\/search$/,
    (_match, body) =>
      found([definition, { ...definition, version: 1, processDefinitionKey: '2251799813685200' }], body),
  ],
  [/^GET \/v2\/process-definitions\/\d+\/xml$/, () => readFile(here('order.bpmn'), 'utf8')],
  [
    /^POST \/v2\/process-definitions\/\d+\/statistics/,
    (_match, _body, world) => ({ json: { items: countsOf(world) } }),
  ],
  [/^POST \/v2\/process-instances\/search$/, (_match, body, world) => found(instancesOf(world, body), body)],
  [/^POST \/v2\/process-instances$/, (_match, _body, world) => ({ json: { processInstanceKey: world.start().key } })],
  [/^GET \/v2\/process-instances\/(\d+)$/, ([, key], _body, world) => one(byKey(world, key), instanceResult)],
  [
    /^POST \/v2\/process-instances\/(\d+)\/cancellation$/,
    ([, key], _body, world) => act(byKey(world, key), (each) => world.cancel(each)),
  ],
  [/^GET \/api\/instances\/(\d+)\/diagram$/, ([, key], _body, world) => one(byKey(world, key), diagramOf)],
  [/^GET \/api\/instances\/(\d+)\/waits$/, ([, key], _body, world) => one(byKey(world, key), waitsOf)],
  [/^GET \/api\/instances\/(\d+)\/timeline$/, ([, key], _body, world) => one(byKey(world, key), timelineOf)],
  [/^POST \/v2\/incidents\/search$/, (_match, body, world) => found(incidentsOf(world, body), body)],
  [
    /^POST \/v2\/incidents\/(\d+)\/resolution$/,
    ([, key], _body, world) => act(byKey(world, key), (each) => world.resolve(each)),
  ],
  [
    /^POST \/v2\/variables\/search$/,
    (_match, body, world) => found(variablesOf(byKey(world, String(body.filter?.['processInstanceKey']))), body),
  ],
  [
    /^PUT \/v2\/element-instances\/(\d+)\/variables$/,
    ([, key], body, world) =>
      act(byKey(world, key), (each) => {
        Object.assign(each.variables, body['variables']);
        world.changed(each);
      }),
  ],
  [/^POST \/v2\/user-tasks\/search$/, (_match, body, world) => found(tasksOf(world, body), body)],
  [/^GET \/v2\/user-tasks\/(\d+)$/, ([, key], _body, world) => one(byKey(world, key), taskResult)],
  [
    /^GET \/v2\/user-tasks\/\d+\/form$/,
    () => ({
      json: { formId: 'review-match', formKey: '77', version: 1, tenantId: '<default>', schema: JSON.stringify(form) },
    }),
  ],
  [
    /^POST \/v2\/user-tasks\/(\d+)\/variables\/search$/,
    ([, key], body, world) => found(variablesOf(byKey(world, key)), body),
  ],
  [
    /^GET \/api\/user-tasks\/(\d+)\/draft$/,
    ([, key], _body, world) => ({ json: byKey(world, key)?.draft ?? { data: null, updatedAt: null } }),
  ],
  [
    /^PUT \/api\/user-tasks\/(\d+)\/draft$/,
    ([, key], body, world) =>
      act(byKey(world, key), (each) => {
        each.draft = { data: body['data'] as object, updatedAt: iso(Date.now()) };
      }),
  ],
  [
    /^POST \/v2\/user-tasks\/(\d+)\/assignment$/,
    ([, key], body, world) =>
      act(byKey(world, key), (each) => {
        each.assignee = String(body['assignee']);
        world.changed(each);
      }),
  ],
  [
    /^DELETE \/v2\/user-tasks\/(\d+)\/assignee$/,
    ([, key], _body, world) =>
      act(byKey(world, key), (each) => {
        each.assignee = null;
        world.changed(each);
      }),
  ],
  [
    /^POST \/v2\/user-tasks\/(\d+)\/completion$/,
    ([, key], _body, world) => act(byKey(world, key), (each) => world.advance(each)),
  ],
  [/^POST \/v2\/deployments$/, (_match, body) => deployed(String(body['raw']))],
];

async function route(call: string, body: Body, world: StandInWorld): Promise<Result> {
  for (const [pattern, handler] of handlers) {
    const match = pattern.exec(call);
    if (match !== null) return handler(match, body, world);
  }
  return problem(501, 'Not offered', `${call} is not part of this server.`, 'Use an operation of the list.');
}

function one(instance: StandInInstance | undefined, view: (instance: StandInInstance) => unknown): Result {
  return instance === undefined
    ? problem(404, 'Not found', 'There is no instance with this key.', 'Check the key.')
    : { json: view(instance) };
}

function act(instance: StandInInstance | undefined, action: (instance: StandInInstance) => void): Result {
  if (instance === undefined) return problem(404, 'Not found', 'It does not exist any more.', 'Load the list again.');
  action(instance);
  return { status: 204 };
}

function deployed(raw: string): Result {
  if (raw.includes('refuse-me')) {
    return {
      status: 400,
      json: {
        type: 'about:blank',
        title: 'The files were not deployed',
        status: 400,
        detail: 'One file has a fault.',
        problems: [
          {
            code: 'element.unsupported',
            elementId: 'Task_Ship',
            severity: 'error',
            message: 'Task_Ship has no job type. Give it one.',
          },
        ],
      },
    };
  }
  return {
    json: {
      deploymentKey: '9',
      tenantId: '<default>',
      deployments: [
        {
          processDefinition: { ...definition, processDefinitionVersion: 3 },
          decisionDefinition: null,
          decisionRequirements: null,
          form: null,
          resource: null,
        },
      ],
    },
  };
}

function instanceResult(instance: StandInInstance) {
  return {
    processDefinitionId: 'order',
    processDefinitionName: definition.name,
    processDefinitionVersion: 2,
    processDefinitionVersionTag: null,
    startDate: iso(instance.startedAt),
    endDate: instance.endedAt === null ? null : iso(instance.endedAt),
    state: instance.state,
    hasIncident: instance.incident !== null,
    tenantId: '<default>',
    processInstanceKey: instance.key,
    processDefinitionKey: processKey,
    parentProcessInstanceKey: null,
    parentElementInstanceKey: null,
    rootProcessInstanceKey: instance.key,
    tags: [],
    businessId: instance.businessId,
  };
}

function instancesOf(world: StandInWorld, { filter = {} }: Body) {
  const keys = (filter['processInstanceKey'] as { $in?: string[] } | string | undefined) ?? null;
  const like = (filter['businessId'] as { $like?: string } | undefined)?.$like?.replaceAll('*', '');
  const since = (filter['startDate'] as { $gt?: string } | undefined)?.$gt;
  return world.instances
    .filter((each) => filter['state'] === undefined || each.state === filter['state'])
    .filter((each) => filter['hasIncident'] === undefined || (each.incident !== null) === filter['hasIncident'])
    .filter((each) => filter['elementId'] === undefined || (each.at === filter['elementId'] && each.state === 'ACTIVE'))
    .filter(() => filter['processDefinitionId'] === undefined || filter['processDefinitionId'] === 'order')
    .filter(() => filter['parentProcessInstanceKey'] === undefined)
    .filter(
      (each) => keys === null || (typeof keys === 'string' ? each.key === keys : keys.$in?.includes(each.key) === true),
    )
    .filter((each) => like === undefined || each.businessId.includes(like))
    .filter((each) => since === undefined || iso(each.startedAt) > since)
    .map(instanceResult)
    .sort((a, b) => b.startDate.localeCompare(a.startDate));
}

function diagramOf(instance: StandInInstance) {
  return {
    seq: instance.events.at(-1)?.seq ?? 0,
    elements: Object.keys(steps)
      .map((elementId) => ({
        elementId,
        active: instance.at === elementId && instance.state === 'ACTIVE' ? 1 : 0,
        completed: instance.visited[elementId] ?? 0,
        terminated: 0,
        incidents: instance.at === elementId && instance.incident !== null ? 1 : 0,
      }))
      .filter((each) => each.active + each.completed > 0),
    flows: Object.entries(instance.flows).map(([flowId, taken]) => ({ flowId, taken })),
  };
}

function waitsOf(instance: StandInInstance) {
  if (instance.state !== 'ACTIVE') return { waits: [] };
  const reason =
    instance.at === 'Task_Review'
      ? {
          kind: 'userTask',
          userTaskKey: String(BigInt(instance.key) + 500n),
          assignee: instance.assignee,
          dueAt: iso(instance.since + 14_400_000),
        }
      : instance.at === 'Event_Customs'
        ? { kind: 'message', messageName: 'customs-released', correlationKey: instance.businessId }
        : {
            kind: 'job',
            jobKey: '1',
            jobType: 'carrier.book',
            execution: 'activity',
            retries: 3,
            worker: null,
            backOffUntil: null,
            lastFailure: null,
          };
  const waits = [
    {
      elementInstanceKey: '1',
      elementId: instance.at,
      elementName: steps[instance.at]?.name ?? null,
      since: iso(instance.since),
      reason,
    },
  ];
  return { waits };
}

function timelineOf(instance: StandInInstance) {
  const entries = instance.events.toReversed().map(({ seq, at, type, elementId, values }) => ({
    seq,
    at: iso(at),
    type,
    elementId,
    elementName: elementId === null ? null : (steps[elementId]?.name ?? null),
    elementKind: elementId === null ? null : (steps[elementId]?.kind ?? null),
    values,
  }));
  return { entries, more: false };
}

function incidentsOf(world: StandInWorld, { filter = {} }: Body) {
  return world.instances
    .filter((each) => each.incident !== null && (filter['processInstanceKey'] ?? each.key) === each.key)
    .map((each) => ({
      processDefinitionId: 'order',
      errorType: 'JOB_NO_RETRIES',
      errorMessage: each.incident?.message,
      elementId: each.at,
      creationTime: iso(each.since),
      state: 'ACTIVE',
      tenantId: '<default>',
      incidentKey: each.incident?.key,
      processDefinitionKey: processKey,
      processInstanceKey: each.key,
      rootProcessInstanceKey: each.key,
      elementInstanceKey: '1',
      jobKey: null,
    }));
}

function variablesOf(instance: StandInInstance | undefined) {
  return Object.entries({
    ...instance?.variables,
    customerName: (instance?.variables['customer'] as { name?: string })?.name,
  }).map(([name, value], index) => ({
    name,
    value: JSON.stringify(value),
    isTruncated: false,
    tenantId: '<default>',
    variableKey: String(index + 1),
    scopeKey: instance?.key,
    processInstanceKey: instance?.key,
    rootProcessInstanceKey: instance?.key,
  }));
}

function taskResult(instance: StandInInstance) {
  const open = instance.at === 'Task_Review' && instance.state === 'ACTIVE';
  const ordinal = world(instance);
  return {
    name: 'Review match 人工复核',
    state: open ? 'CREATED' : 'COMPLETED',
    assignee: instance.assignee,
    elementId: 'Task_Review',
    candidateGroups: ['compliance'],
    candidateUsers: [],
    processDefinitionId: 'order',
    creationDate: iso(instance.since),
    completionDate: open ? null : iso(instance.since),
    followUpDate: null,
    dueDate: iso(Date.now() + (ordinal - 4) * 5_400_000),
    tenantId: '<default>',
    externalFormReference: null,
    processDefinitionVersion: 2,
    customHeaders: {},
    priority: 50,
    userTaskKey: String(BigInt(instance.key) + 500n),
    elementInstanceKey: '1',
    processName: definition.name,
    processDefinitionKey: processKey,
    processInstanceKey: instance.key,
    rootProcessInstanceKey: instance.key,
    formKey: '77',
    tags: [],
  };
}

const world = (instance: StandInInstance) => Number((BigInt(instance.key) / 4_194_304n) % 9n);

function tasksOf(standIn: StandInWorld, { filter = {} }: Body) {
  const done = filter['state'] === 'COMPLETED';
  const assignee = filter['assignee'];
  return standIn.instances
    .filter((each) =>
      done ? each.visited['Task_Review'] !== undefined : each.at === 'Task_Review' && each.state === 'ACTIVE',
    )
    .filter(
      (each) =>
        assignee === undefined || (typeof assignee === 'string' ? each.assignee === assignee : each.assignee === null),
    )
    .filter((each) => filter['processInstanceKey'] === undefined || filter['processInstanceKey'] === each.key)
    .map(taskResult);
}

function countsOf(standIn: StandInWorld) {
  return Object.keys(steps).map((elementId) => {
    const standing = standIn.instances.filter((each) => each.at === elementId && each.state === 'ACTIVE');
    const incidents = standing.filter((each) => each.incident !== null).length;
    return {
      elementId,
      active: standing.length,
      incidents,
      completed: standIn.instances.filter((each) => each.visited[elementId] !== undefined).length,
    };
  });
}

function todayOf(standIn: StandInWorld) {
  const active = standIn.instances.filter((each) => each.state === 'ACTIVE');
  const troubled = active.filter((each) => each.incident !== null);
  const count = (state: string) => standIn.instances.filter((each) => each.state === state).length;
  const at = (elementId: string) => active.filter((each) => each.at === elementId && each.incident === null);
  const group = (elementId: string, reason: string, overdue: number) => ({
    processDefinitionId: 'order',
    processName: definition.name,
    elementId,
    elementName: steps[elementId]?.name ?? null,
    reason,
    count: at(elementId).length,
    overdue,
    longestSince: iso(Math.min(Date.now(), ...at(elementId).map((each) => each.since))),
  });
  const hour = 3_600_000;
  const first = Math.floor(Date.now() / hour) * hour - 23 * hour;
  return {
    asOf: iso(Date.now()),
    dayStart: iso(Date.now() - 8 * hour),
    processes:
      standIn.instances.length === 0
        ? []
        : [
            {
              processDefinitionId: 'order',
              name: definition.name,
              active: active.length,
              withIncident: troubled.length,
              startedToday: standIn.instances.length,
              completedToday: count('COMPLETED'),
              terminatedToday: count('TERMINATED'),
            },
          ],
    waiting: [
      group('Event_Customs', 'message', 0),
      group('Task_Review', 'userTask', 2),
      group('Task_Stock', 'job', 0),
    ].filter((each) => each.count > 0),
    incidents:
      troubled.length === 0
        ? []
        : [
            {
              processDefinitionId: 'order',
              processName: definition.name,
              elementId: 'Task_Ship',
              elementName: steps['Task_Ship']?.name ?? null,
              errorType: 'JOB_NO_RETRIES',
              message: troubled[0]?.incident?.message ?? '',
              count: troubled.length,
              latestAt: iso(Date.now() - hour),
            },
          ],
    tasks: {
      open: at('Task_Review').length,
      unassigned: at('Task_Review').filter((each) => each.assignee === null).length,
      overdue: 2,
    },
    throughput: Array.from({ length: 24 }, (_, index) => {
      const from = first + index * hour;
      const within = (instant: number | null) => instant !== null && instant >= from && instant < from + hour;
      return {
        from: iso(from),
        started: standIn.instances.filter((each) => within(each.startedAt)).length,
        completed: standIn.instances.filter((each) => each.state === 'COMPLETED' && within(each.endedAt)).length,
        terminated: standIn.instances.filter((each) => each.state === 'TERMINATED' && within(each.endedAt)).length,
      };
    }),
  };
}
