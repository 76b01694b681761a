import { say } from './say.mjs';

const least = { major: 20, minor: 19 };

/** Ends the process with a clear line when this Node.js is too old: everything after this line may use what 20.19 brings. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > least.major || (major === least.major && minor >= least.minor)) return;
  say({
    en: `Silkflow needs Node.js ${least.major}.${least.minor} or newer; this is ${version}.`,
    'zh-CN': `Silkflow 需要 Node.js ${least.major}.${least.minor} 或更新版本；当前为 ${version}。`,
  });
  process.exit(1);
}
