import type { Wait } from '../contract/wait.ts';
import type { ElementInstance, InstanceState, Key } from '../contract/state.ts';

/** The live element under this key. An event that names a dead one is a bug of ours, hence the throw. */
export function live(state: InstanceState, key: Key): ElementInstance {
  const instance = state.elements[key];
  if (instance === undefined) throw new Error(`No live element has the key ${key}`);
  return instance;
}

export function addWait(state: InstanceState, key: Key, wait: Wait): void {
  state.waits[key] = wait;
  live(state, wait.elementInstance).waitKeys[key] = true;
}

export function removeWait(state: InstanceState, key: Key): void {
  const wait = state.waits[key];
  if (wait === undefined) throw new Error(`Nothing waits under the key ${key}`);
  delete state.waits[key];
  const owner = state.elements[wait.elementInstance];
  if (owner !== undefined) delete owner.waitKeys[key];
}

/** The thing that waits under this key, which must be of this kind. */
export function waitOf<K extends Wait['kind']>(state: InstanceState, key: Key, kind: K): Extract<Wait, { kind: K }> {
  const wait = state.waits[key];
  if (wait === undefined || !isOfKind(wait, kind)) throw new Error(`No ${kind} waits under the key ${key}`);
  return wait;
}

export function isOfKind<K extends Wait['kind']>(wait: Wait, kind: K): wait is Extract<Wait, { kind: K }> {
  return wait.kind === kind;
}
