type Environment = Readonly<Record<string, string | undefined>>;

/** A Chromium for browser tests: CHROMIUM_PATH, the PATH, then Playwright's own downloads. Null when there is none. */
export function findChromium(env?: Environment): string | null;

/** The same, after installing Debian's when there is none and we are root. */
export function provideChromium(env?: Environment): string | null;
