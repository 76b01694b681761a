import type { Text } from '#engine/contracts/language.ts';

/** What the embedded stack tells a person. */
export const words = {
  dataFolderUnusable: (folder: string, reason: string): Text => ({
    en: `The data folder ${folder} cannot be used: ${reason}. Name another one in SILKFLOW_DATA.`,
    'zh-CN': `数据文件夹 ${folder} 无法使用：${reason}。请在 SILKFLOW_DATA 中指定其他文件夹。`,
  }),
  portTaken: (name: string, port: number): Text => ({
    en: `${name}=${port}: somebody listens on that port already. Choose another, or leave ${name} unset to get a free one.`,
    'zh-CN': `${name}=${port}：该端口已被占用。请选择其他端口，或不设置 ${name} 以自动选用空闲端口。`,
  }),
  temporalUnreachable: (address: string, namespace: string): Text => ({
    en: `No Temporal answers at TEMPORAL_ADDRESS=${address} with the namespace "${namespace}". Start it, make the namespace, or unset TEMPORAL_ADDRESS to use the embedded server.`,
    'zh-CN': `TEMPORAL_ADDRESS=${address} 处没有带命名空间“${namespace}”的 Temporal 响应。请启动它、创建命名空间，或取消设置 TEMPORAL_ADDRESS 以使用内置服务器。`,
  }),
  databaseUnreachable: (): Text => ({
    en: 'The database that DATABASE_URL names does not answer. Start it, or unset DATABASE_URL to use the embedded one.',
    'zh-CN': 'DATABASE_URL 指定的数据库没有响应。请启动它，或取消设置 DATABASE_URL 以使用内置数据库。',
  }),
  startingPostgres: (): Text => ({ en: 'Postgres: starting …', 'zh-CN': 'Postgres：正在启动……' }),
  postgresReady: (version: string, port: number): Text => ({
    en: `Postgres ${version} on port ${port}`,
    'zh-CN': `Postgres ${version}，端口 ${port}`,
  }),
  temporalReady: (version: string, port: number): Text => ({
    en: `Temporal (CLI ${version}) on port ${port}`,
    'zh-CN': `Temporal(CLI ${version})，端口 ${port}`,
  }),
  migrated: (count: number): Text => ({
    en: count === 0 ? 'Database: up to date' : `Database: ${count} migrations applied`,
    'zh-CN': count === 0 ? '数据库：已是最新' : `数据库：已应用 ${count} 个迁移`,
  }),
  otherSchema: (migrations: string, embedded: boolean): Text => ({
    en: `The database was made by another version of Silkflow (${migrations}). Start that version, or ${embedded ? 'wipe the data: npm run silkflow reset' : 'name another database in DATABASE_URL'}.`,
    'zh-CN': `数据库由另一版本的 Silkflow 创建（${migrations}）。请启动该版本，或${embedded ? '清空数据：npm run silkflow reset' : '在 DATABASE_URL 中指定其他数据库'}。`,
  }),
  buildingDesigner: (): Text => ({ en: 'Designer: building …', 'zh-CN': '设计器：正在构建……' }),
  designerBuilt: (seconds: number): Text => ({
    en: `Designer: built in ${seconds} s`,
    'zh-CN': `设计器：构建完成，用时 ${seconds} 秒`,
  }),
  designerFailed: (reason: string): Text => ({
    en: `Designer: the build failed, so there are no pages: ${reason}`,
    'zh-CN': `设计器：构建失败，因此没有页面：${reason}`,
  }),
  startingOwn: (): Text => ({
    en: 'Server, worker, simulators: starting …',
    'zh-CN': '服务器、工作进程、模拟器：正在启动……',
  }),
  processReady: (name: string): Text => ({ en: `${name}: ready`, 'zh-CN': `${name}：就绪` }),
  processDied: (name: string, how: string, againInMs: number, log: string): Text => ({
    en: `${name} ended (${how}); starting it again in ${againInMs / 1000} s. Its log: ${log}`,
    'zh-CN': `${name} 已退出（${how}）；${againInMs / 1000} 秒后重新启动。日志：${log}`,
  }),
  processBack: (name: string, pid: number): Text => ({
    en: `${name} is back (process ${pid})`,
    'zh-CN': `${name} 已恢复（进程 ${pid}）`,
  }),
  deployed: (name: string): Text => ({ en: `Deployed: ${name}`, 'zh-CN': `已部署：${name}` }),
  deploymentFailed: (name: string, reason: string): Text => ({
    en: `Not deployed: ${name}: ${reason}`,
    'zh-CN': `未部署：${name}：${reason}`,
  }),
  leftover: (name: string, pid: number): Text => ({
    en: `Ending ${name} (process ${pid}) of an earlier start that was killed`,
    'zh-CN': `正在结束先前被强制终止的启动所遗留的 ${name}（进程 ${pid}）`,
  }),
  stopping: (name: string): Text => ({ en: `Stopping ${name} …`, 'zh-CN': `正在停止 ${name}……` }),
  startCancelled: (): Text => ({ en: 'Stopped before it was up.', 'zh-CN': '启动完成前已停止。' }),
  missed: (place: Text, reason: Text): Text => ({
    en: `Temporal: not by ${place.en}: ${reason.en}`,
    'zh-CN': `Temporal：无法通过${place['zh-CN']}获得：${reason['zh-CN']}`,
  }),
  temporalFound: (version: string, path: string): Text => ({
    en: `Temporal CLI ${version}: ${path}`,
    'zh-CN': `Temporal CLI ${version}：${path}`,
  }),
  temporalNowhere: (): Text => ({
    en: 'No Temporal server was found. Set TEMPORAL_ADDRESS to a running cluster, or TEMPORAL_CLI to the Temporal CLI.',
    'zh-CN':
      '未找到 Temporal 服务器。请将 TEMPORAL_ADDRESS 设为运行中的集群，或将 TEMPORAL_CLI 设为 Temporal CLI 的路径。',
  }),
  trying: (way: string): Text => ({ en: `Temporal: trying ${way} …`, 'zh-CN': `Temporal：尝试${way}……` }),
  otherVersion: (found: string, written: string): Text => ({
    en: `version ${found}, but the data folder was written by ${written}`,
    'zh-CN': `版本为 ${found}，而数据文件夹由 ${written} 写成`,
  }),
  endedEarly: (what: string, reason: string, log: string): Text => ({
    en: `${what} ended before it was ready (${reason}). Its log: ${log}`,
    'zh-CN': `${what} 在就绪前退出（${reason}）。日志：${log}`,
  }),
  notReady: (what: string, seconds: number, log: string): Text => ({
    en: `${what} was not ready after ${seconds} s. Its log: ${log}`,
    'zh-CN': `${what} 在 ${seconds} 秒后仍未就绪。日志：${log}`,
  }),
  noBinaries: (platform: string): Text => ({
    en: `There are no PostgreSQL binaries for ${platform}. Set DATABASE_URL to a running PostgreSQL.`,
    'zh-CN': `没有适用于 ${platform} 的 PostgreSQL 二进制文件。请将 DATABASE_URL 设为运行中的 PostgreSQL。`,
  }),
  noSystemUser: (name: string, reason: string): Text => ({
    en: `Postgres refuses to run as root, and the system user "${name}" could not be made: ${reason}. Start Silkflow as a normal user, or set DATABASE_URL.`,
    'zh-CN': `Postgres 拒绝以 root 运行，且无法创建系统用户“${name}”：${reason}。请以普通用户启动 Silkflow，或设置 DATABASE_URL。`,
  }),
  postgresFailed: (step: string, reason: string): Text => ({
    en: `Postgres: ${step} failed: ${reason}`,
    'zh-CN': `Postgres：${step} 失败：${reason}`,
  }),
  otherPostgres: (found: string, written: string): Text => ({
    en: `The data folder was written by PostgreSQL ${written}, and this is ${found}. Move it with pg_upgrade, or wipe it with: npm run silkflow reset`,
    'zh-CN': `数据文件夹由 PostgreSQL ${written} 写成，而当前为 ${found}。请用 pg_upgrade 迁移，或清空：npm run silkflow reset`,
  }),
} as const;
