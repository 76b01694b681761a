import { z } from 'zod';
import { languages } from '#engine/contracts/language.ts';
import {
  days,
  flag,
  hostAndPort,
  integer,
  list,
  oneOf,
  optionalVariable,
  port,
  postgresUrl,
  text,
  variable,
  webUrl,
} from './variable.ts';

/** What server, worker and simulators read from the environment. The whole list: nothing else is read elsewhere. */
export const variables = {
  temporalAddress: variable({
    name: 'TEMPORAL_ADDRESS',
    about: {
      en: 'Frontend of the Temporal cluster. Set for `silkflow up`, it is used instead of the embedded server.',
      'zh-CN': 'Temporal 集群的前端地址。为 `silkflow up` 设置后，将代替内置服务器。',
    },
    ...hostAndPort,
    example: '127.0.0.1:7233',
    fallback: '127.0.0.1:7233',
  }),
  temporalNamespace: variable({
    name: 'TEMPORAL_NAMESPACE',
    about: {
      en: 'Temporal namespace. One namespace belongs to one database.',
      'zh-CN': 'Temporal 命名空间。一个命名空间只对应一个数据库。',
    },
    ...text,
    example: 'default',
    fallback: 'default',
  }),
  temporalUiUrl: optionalVariable({
    name: 'SILKFLOW_TEMPORAL_UI_URL',
    about: {
      en: "Temporal's own web UI, linked from the cockpit.",
      'zh-CN': 'Temporal 自带的网页界面，驾驶舱会链接到它。',
    },
    ...webUrl,
    example: 'http://127.0.0.1:8233',
  }),
  taskQueue: variable({
    name: 'SILKFLOW_TASK_QUEUE',
    about: {
      en: 'Task queue of the process workflows and built-in activities.',
      'zh-CN': '流程工作流与内置活动的任务队列。',
    },
    ...text,
    example: 'silkflow',
    fallback: 'silkflow',
  }),
  databaseUrl: variable({
    name: 'DATABASE_URL',
    about: {
      en: 'PostgreSQL 14 or newer. Set for `silkflow up`, it is used instead of the embedded database.',
      'zh-CN': 'PostgreSQL 14 或更新版本。为 `silkflow up` 设置后，将代替内置数据库。',
    },
    ...postgresUrl,
    example: 'postgres://silkflow:secret@127.0.0.1:5432/silkflow',
    secret: true,
  }),
  databasePoolSize: variable({
    name: 'SILKFLOW_DATABASE_POOL',
    about: { en: 'Most database connections one process opens.', 'zh-CN': '每个进程最多打开的数据库连接数。' },
    ...integer(2, 1_000),
    example: '10',
    fallback: '10',
  }),
  host: variable({
    name: 'SILKFLOW_HOST',
    about: {
      en: 'Address the server listens on. Any but loopback needs SILKFLOW_API_TOKEN.',
      'zh-CN': '服务器监听的地址。除本机回环地址外，都需要 SILKFLOW_API_TOKEN。',
    },
    ...text,
    example: '127.0.0.1',
    fallback: '127.0.0.1',
  }),
  port: variable({
    name: 'SILKFLOW_PORT',
    about: { en: 'Port the server listens on; 0 takes a free one.', 'zh-CN': '服务器监听的端口；0 表示任取空闲端口。' },
    ...port,
    example: '8700',
    fallback: '8700',
  }),
  publicUrl: optionalVariable({
    name: 'SILKFLOW_PUBLIC_URL',
    about: {
      en: 'Where people and foreign systems reach the server; webhooks are sent there. Its host passes the Host check.',
      'zh-CN': '人员和外部系统访问服务器的地址；webhook 发往此处。该主机名可通过 Host 检查。',
    },
    ...webUrl,
    example: 'https://silkflow.example.com',
  }),
  allowedHosts: variable({
    name: 'SILKFLOW_ALLOWED_HOSTS',
    about: {
      en: 'More host names that requests may carry in Host and Origin, besides loopback and the public URL.',
      'zh-CN': '除本机回环地址和公开网址外，请求的 Host 与 Origin 允许携带的其他主机名。',
    },
    ...list,
    example: 'server,silkflow.internal',
    fallback: '',
  }),
  apiToken: optionalVariable({
    name: 'SILKFLOW_API_TOKEN',
    about: {
      en: 'Bearer token that every API request must carry. Not needed while the server listens on loopback only.',
      'zh-CN': '每个 API 请求必须携带的 Bearer 令牌。仅监听本机回环地址时不需要。',
    },
    schema: z.string().regex(/^[\x21-\x7e]{16,}$/),
    expects: { en: 'at least 16 printable characters, no blanks', 'zh-CN': '至少 16 个可打印字符，不含空白' },
    example: '(the output of) openssl rand -hex 32',
    secret: true,
  }),
  uniqueBusinessIds: variable({
    name: 'SILKFLOW_UNIQUE_BUSINESS_IDS',
    about: {
      en: 'Refuse to start a process while an active root instance of it has the same business id.',
      'zh-CN': '当同一流程已有业务编号相同的活动根实例时，拒绝启动新实例。',
    },
    ...flag,
    example: 'true',
    fallback: 'false',
  }),
  keepRequestDays: variable({
    name: 'SILKFLOW_KEEP_REQUESTS',
    about: {
      en: 'Days for which starts and answers to requests, with their idempotency keys, and large values outlive their instance.',
      'zh-CN': '启动记录、对请求的答复（及其幂等键）以及大型数据在实例结束后保留的天数。',
    },
    ...days,
    example: '90',
    fallback: '90',
  }),
  keepEffectDays: variable({
    name: 'SILKFLOW_KEEP_EFFECTS',
    about: {
      en: 'Days for which it is remembered what was published; never less than the life of the publishing instance.',
      'zh-CN': '已发布内容的去重记录保留的天数；发布它的实例仍在运行时始终保留。',
    },
    ...days,
    example: '90',
    fallback: '90',
  }),
  keepMessageDays: variable({
    name: 'SILKFLOW_KEEP_MESSAGES',
    about: {
      en: 'Days for which the inbox shows messages that are over, counted from the end of their time to live; and for which start events of several parts wait for the rest, counted from the last that came.',
      'zh-CN':
        '收件箱保留已处理完的消息的天数，从消息有效期结束起算；需等待多个事件的开始事件保留已到部分的天数，从最后到达的部分起算。',
    },
    ...days,
    example: '90',
    fallback: '90',
  }),
  keepAuditDays: variable({
    name: 'SILKFLOW_KEEP_AUDIT',
    about: {
      en: 'Days for which the audit is kept.',
      'zh-CN': '审计记录保留的天数。',
    },
    ...days,
    example: '3650',
    fallback: '0',
  }),
  dataFolder: variable({
    name: 'SILKFLOW_DATA',
    about: {
      en: 'Folder of everything that lasts: databases, logs, run.json. Relative to where Silkflow is started.',
      'zh-CN': '存放所有持久数据的文件夹：数据库、日志、run.json。相对于 Silkflow 的启动位置。',
    },
    ...text,
    example: '/var/lib/silkflow',
    fallback: '.silkflow',
  }),
  designerFolder: variable({
    name: 'SILKFLOW_DESIGNER',
    about: {
      en: 'Folder of the built designer, served as the web page.',
      'zh-CN': '已构建的设计器所在文件夹，作为网页提供。',
    },
    ...text,
    example: 'dist/designer',
    fallback: 'dist/designer',
  }),
  logLevel: variable({
    name: 'SILKFLOW_LOG_LEVEL',
    about: { en: 'Least severity that is logged.', 'zh-CN': '记录日志的最低级别。' },
    ...oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    example: 'info',
    fallback: 'info',
  }),
  language: variable({
    name: 'SILKFLOW_LANGUAGE',
    about: {
      en: 'Language of texts for a person who did not ask for one (a request does by Accept-Language).',
      'zh-CN': '未指定语言时面向人的文字所用语言（请求可用 Accept-Language 指定）。',
    },
    ...oneOf(languages),
    example: 'zh-CN',
    fallback: 'en',
  }),
  zone: variable({
    name: 'SILKFLOW_ZONE',
    about: {
      en: "IANA time zone that FEEL's now() and today() are told in, where a process names none.",
      'zh-CN': '流程未指定时，FEEL 的 now() 与 today() 使用的 IANA 时区。',
    },
    schema: z.string().regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/),
    expects: { en: 'an IANA time zone name', 'zh-CN': 'IANA 时区名' },
    example: 'Europe/Berlin',
    fallback: 'Etc/UTC',
  }),
  maxCachedWorkflows: variable({
    name: 'SILKFLOW_MAX_CACHED_WORKFLOWS',
    about: {
      en: 'Process instances a worker keeps in memory between two tasks; each takes up to about 1 MB.',
      'zh-CN': '工作进程在两次任务之间保留在内存中的流程实例数；每个最多约占 1 MB。',
    },
    ...integer(0, 100_000),
    example: '400',
    fallback: '400',
  }),
  maxConcurrentActivities: variable({
    name: 'SILKFLOW_MAX_CONCURRENT_ACTIVITIES',
    about: { en: 'Activities that one worker runs at the same time.', 'zh-CN': '单个工作进程同时执行的活动数。' },
    ...integer(1, 10_000),
    example: '50',
    fallback: '50',
  }),
  simulatorsPort: variable({
    name: 'SILKFLOW_SIMULATORS_PORT',
    about: {
      en: 'Port of the simulators of foreign parties; 0 takes a free one.',
      'zh-CN': '外部方模拟器的端口；0 表示任取空闲端口。',
    },
    ...port,
    example: '8710',
    fallback: '8710',
  }),
  paymentUrl: variable({
    name: 'SILKFLOW_PAYMENT_URL',
    about: { en: 'Payment service provider.', 'zh-CN': '支付服务商。' },
    ...webUrl,
    example: 'http://127.0.0.1:8710/payment',
    fallback: 'http://127.0.0.1:8710/payment',
  }),
  carrierUrl: variable({
    name: 'SILKFLOW_CARRIER_URL',
    about: { en: 'Carrier.', 'zh-CN': '承运商。' },
    ...webUrl,
    example: 'http://127.0.0.1:8710/carrier',
    fallback: 'http://127.0.0.1:8710/carrier',
  }),
  customsUrl: variable({
    name: 'SILKFLOW_CUSTOMS_URL',
    about: { en: 'Customs office.', 'zh-CN': '海关。' },
    ...webUrl,
    example: 'http://127.0.0.1:8710/customs',
    fallback: 'http://127.0.0.1:8710/customs',
  }),
  supplierUrl: variable({
    name: 'SILKFLOW_SUPPLIER_URL',
    about: { en: 'Supplier.', 'zh-CN': '供应商。' },
    ...webUrl,
    example: 'http://127.0.0.1:8710/supplier',
    fallback: 'http://127.0.0.1:8710/supplier',
  }),
  partyKey: variable({
    name: 'SILKFLOW_PARTY_KEY',
    about: {
      en: 'Key sent to the foreign parties above; the simulators accept it.',
      'zh-CN': '发送给上述外部方的密钥；模拟器接受该密钥。',
    },
    ...text,
    example: 'key-of-the-sandbox',
    fallback: 'simulated-party-key',
    secret: true,
  }),
  webhookSecret: variable({
    name: 'SILKFLOW_WEBHOOK_SECRET',
    about: {
      en: 'Secret by which foreign parties sign their webhooks (HMAC-SHA-256). Set your own once real parties call.',
      'zh-CN': '外部方签署 webhook 所用的密钥（HMAC-SHA-256）。接入真实外部方时请自行设置。',
    },
    ...text,
    example: '(the output of) openssl rand -hex 32',
    fallback: 'simulated-webhook-secret',
    secret: true,
  }),
  demo: variable({
    name: 'SILKFLOW_DEMO',
    about: { en: 'The simulators keep sample orders coming.', 'zh-CN': '由模拟器持续生成示例订单。' },
    ...flag,
    example: 'true',
    fallback: 'false',
  }),
  demoOrdersPerMinute: variable({
    name: 'SILKFLOW_DEMO_ORDERS_PER_MINUTE',
    about: { en: 'Pace of the sample orders.', 'zh-CN': '示例订单的频率。' },
    ...integer(1, 600),
    example: '12',
    fallback: '12',
  }),
  demoSeed: variable({
    name: 'SILKFLOW_DEMO_SEED',
    about: {
      en: 'Seed of the sample orders: the same seed, the same orders.',
      'zh-CN': '示例订单的随机种子：种子相同，订单相同。',
    },
    ...text,
    example: 'silk-road',
    fallback: 'silk-road',
  }),
  timers: variable({
    name: 'SILKFLOW_TIMERS',
    about: {
      en: 'Timers of the sample processes: `business` waits days, `demo` seconds, so that a visitor sees them fire.',
      'zh-CN': '示例流程的定时器：`business` 以天计，`demo` 以秒计，便于参观者看到触发。',
    },
    ...oneOf(['business', 'demo']),
    example: 'business',
    fallback: 'business',
  }),
} as const;

/** What `silkflow up` reads besides, to bring an embedded Temporal and Postgres. No other process knows these. */
export const launchVariables = {
  temporalCli: optionalVariable({
    name: 'TEMPORAL_CLI',
    about: { en: 'Path of the Temporal CLI to start.', 'zh-CN': '要启动的 Temporal CLI 的路径。' },
    ...text,
    example: '/usr/local/bin/temporal',
  }),
  temporalPort: variable({
    name: 'SILKFLOW_TEMPORAL_PORT',
    about: {
      en: 'Wished port of the embedded Temporal server; its UI takes the port 1000 above. Taken = another is used.',
      'zh-CN': '内置 Temporal 服务器的首选端口；其界面用该端口加 1000。被占用时改用其他端口。',
    },
    ...port,
    example: '7233',
    fallback: '7233',
  }),
  postgresPort: variable({
    name: 'SILKFLOW_POSTGRES_PORT',
    about: {
      en: 'Wished port of the embedded Postgres. Taken = another is used.',
      'zh-CN': '内置 Postgres 的首选端口。被占用时改用其他端口。',
    },
    ...port,
    example: '54329',
    fallback: '54329',
  }),
  temporalSynchronous: variable({
    name: 'SILKFLOW_TEMPORAL_SYNCHRONOUS',
    about: {
      en: 'How the embedded Temporal writes its file: NORMAL survives any crash of a process, FULL a power cut too (slower).',
      'zh-CN': '内置 Temporal 的写盘方式：NORMAL 可承受进程崩溃，FULL 还可承受断电（较慢）。',
    },
    ...oneOf(['NORMAL', 'FULL']),
    example: 'FULL',
    fallback: 'NORMAL',
  }),
} as const;
