import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { say } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A Chromium for browser tests: CHROMIUM_PATH, the PATH, then Playwright's own downloads. Null when there is none. */
export function findChromium(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [env.CHROMIUM_PATH ?? '', ...onPath, ...playwrightsOwn()].find(isExecutable) ?? null;
}

/** Answers where Chromium is, installing Debian's (with a font for Chinese) when there is none and we are root. */
export function provideChromium(env = process.env) {
  const found = findChromium(env);
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say({
      en: 'Installing Chromium and a font for Chinese for the browser tests …',
      'zh-CN': '正在为浏览器测试安装 Chromium 与中文字体……',
    });
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-q'], quiet);
    spawnSync('apt-get', ['install', '-y', '-q', 'chromium', 'fonts-noto-cjk'], quiet);
  }
  return findChromium(env);
}

function playwrightsOwn() {
  const cache = join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return versions
    .sort()
    .reverse()
    .flatMap((version) => [join(cache, version, 'chrome-linux', 'chrome')]);
}

function isExecutable(path) {
  if (path === '') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
