import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say.mjs';

/**
 * Runs `npm ci` when node_modules is missing or was installed from another lock file. Plain JavaScript and Node's own
 * modules only: it runs on a fresh clone. Ends the process when npm fails; npm's own words then stand above.
 */
export async function installDependencies(root) {
  if (isInstalled(root)) return;
  say({
    en: 'Installing dependencies with npm ci. The first time this takes a minute or two …',
    'zh-CN': '正在用 npm ci 安装依赖。首次需要一两分钟……',
  });
  const started = Date.now();
  let code = await npm(root, ['ci']);
  if (code !== 0) {
    say({
      en: `npm ci failed (${code}); trying npm install with the same versions …`,
      'zh-CN': `npm ci 失败（${code}）；改用 npm install 安装相同版本……`,
    });
    // A registry that lacks another platform's package fails `npm ci`, and is no matter to `npm install`.
    code = await npm(root, ['install', '--no-save']);
  }
  if (code !== 0) {
    say({
      en: `npm failed (${code}); the reason stands above. Mend it, then run the same command again.`,
      'zh-CN': `npm 失败（${code}），原因见上。排除后请重新运行同一命令。`,
    });
    process.exit(1);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  say({ en: `Dependencies installed in ${seconds} s.`, 'zh-CN': `依赖已安装，用时 ${seconds} 秒。` });
}

/** Whether node_modules holds what the lock file names. npm keeps its own record of what it installed, at the end. */
export function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  );
}

function npm(root, command) {
  // Progress goes to the terminal as npm draws it; without one, npm prints its summary.
  const args = [...command, '--no-audit', '--no-fund'];
  const env = { ...process.env, NODE_ENV: 'development' };
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
}
