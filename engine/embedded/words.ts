import type { Text } from '#engine/contracts/language.ts';

/** What the embedded stack tells a person. */
export const words = {
  looking: (what: string): Text => ({ en: `Looking for ${what}`, 'zh-CN': `正在查找 ${what}` }),
  missed: (place: Text, reason: Text): Text => ({
    en: `Temporal: not by ${place.en}: ${reason.en}`,
    'zh-CN': `Temporal:无法通过${place['zh-CN']}获得:${reason['zh-CN']}`,
  }),
  temporalFound: (version: string, path: string): Text => ({
    en: `Temporal CLI ${version}: ${path}`,
    'zh-CN': `Temporal CLI ${version}:${path}`,
  }),
  temporalNowhere: (): Text => ({
    en: 'No Temporal server was found. Set TEMPORAL_ADDRESS to a running cluster, or TEMPORAL_CLI to the Temporal CLI.',
    'zh-CN':
      '未找到 Temporal 服务器。请将 TEMPORAL_ADDRESS 设为运行中的集群,或将 TEMPORAL_CLI 设为 Temporal CLI 的路径。',
  }),
  trying: (way: string): Text => ({ en: `Temporal: trying ${way} …`, 'zh-CN': `Temporal:尝试${way}……` }),
  otherVersion: (found: string, written: string): Text => ({
    en: `version ${found}, but the data folder was written by ${written}`,
    'zh-CN': `版本为 ${found},而数据文件夹由 ${written} 写成`,
  }),
  endedEarly: (what: string, reason: string): Text => ({
    en: `${what} ended before it was ready: ${reason}`,
    'zh-CN': `${what} 在就绪前退出:${reason}`,
  }),
  notReady: (what: string, seconds: number, log: string): Text => ({
    en: `${what} was not ready after ${seconds} s. Its log: ${log}`,
    'zh-CN': `${what} 在 ${seconds} 秒后仍未就绪。日志:${log}`,
  }),
  noBinaries: (platform: string): Text => ({
    en: `There are no PostgreSQL binaries for ${platform}. Set DATABASE_URL to a running PostgreSQL.`,
    'zh-CN': `没有适用于 ${platform} 的 PostgreSQL 二进制文件。请将 DATABASE_URL 设为运行中的 PostgreSQL。`,
  }),
  noSystemUser: (name: string, reason: string): Text => ({
    en: `Postgres refuses to run as root, and the system user "${name}" could not be made: ${reason}. Start Silkflow as a normal user, or set DATABASE_URL.`,
    'zh-CN': `Postgres 拒绝以 root 运行,且无法创建系统用户"${name}":${reason}。请以普通用户启动 Silkflow,或设置 DATABASE_URL。`,
  }),
  postgresFailed: (step: string, reason: string): Text => ({
    en: `Postgres: ${step} failed: ${reason}`,
    'zh-CN': `Postgres:${step} 失败:${reason}`,
  }),
  otherPostgres: (found: string, written: string): Text => ({
    en: `The data folder was written by PostgreSQL ${written}, and this is ${found}. Move it with pg_upgrade, or wipe it with: npm run silkflow reset`,
    'zh-CN': `数据文件夹由 PostgreSQL ${written} 写成,而当前为 ${found}。请用 pg_upgrade 迁移,或清空:npm run silkflow reset`,
  }),
} as const;
