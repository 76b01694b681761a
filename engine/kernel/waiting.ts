import type { InstanceState, Key } from './contract/state.ts';
import type { JobWait, Wait } from './contract/wait.ts';

export function jobOf(state: InstanceState, key: Key): JobWait | null {
  const wait = state.waits[key];
  return wait?.kind === 'job' ? wait : null;
}

/** Why an instance does not go on: everything it waits for, by key. Empty for one that has ended or has work left. */
export function waitingReasons(state: InstanceState): readonly (Wait & { readonly key: Key })[] {
  return Object.entries(state.waits).flatMap(([key, wait]) => (wait.kind === 'compensation' ? [] : [{ key, ...wait }]));
}
