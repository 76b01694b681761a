import { access, constants, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A Chromium for browser tests: CHROMIUM_PATH, the PATH, then Playwright's own downloads. Null when there is none. */
export async function findChromium(env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  const given = env['CHROMIUM_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const candidate of [...(given ? [given] : []), ...onPath, ...(await playwrightsOwn())]) {
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

async function playwrightsOwn(): Promise<string[]> {
  const cache = join(homedir(), '.cache', 'ms-playwright');
  const versions = (await readdir(cache).catch(() => []))
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse();
  return versions.map((version) => join(cache, version, 'chrome-linux', 'chrome'));
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
