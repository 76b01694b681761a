import type { Environment } from '#engine/expression/index.ts';

/** The world as this machine sees it: its clock, UTC unless a zone is given, its randomness. */
export function commandEnvironment(zone = 'Etc/UTC'): Environment {
  return { now: Date.now(), zone, random: Math.random };
}
