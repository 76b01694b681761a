import { expect } from 'vitest';
import { waitingJoins, waitingReasons } from '#engine/kernel/index.ts';
import type { InstanceState } from '#engine/kernel/index.ts';

/** It has ended; or it waits for something that can be named, a token that another one must join included. */
export function expectReason(state: InstanceState): void {
  const hasEnded = state.status === 'completed' || state.status === 'terminated';
  expect(state.queue).toEqual([]);
  if (hasEnded) return;
  // An ad-hoc subprocess that is not told to complete waits for somebody to start something in it.
  const idle = Object.values(state.elements).filter(
    ({ kind, children }) => kind === 'adHocSubProcess' && children === 0,
  );
  const reasons = [...waitingReasons(state), ...waitingJoins(state), ...Object.values(state.outstanding), ...idle];
  expect(reasons).not.toEqual([]);
}

/** No token lost or doubled: the stored counts are what there is. */
export function expectSound(state: InstanceState): void {
  for (const instance of Object.values(state.elements)) {
    const children = Object.values(state.elements).filter(({ scope }) => scope === instance.key);
    expect(instance.children).toBe(children.length);
    expect(Object.keys(instance.childKeys).sort()).toEqual(children.map(({ key }) => key).sort());
    const atJoins = Object.values(instance.joins ?? {}).flatMap((counts) => Object.values(counts));
    expect(instance.tokens).toBe(atJoins.reduce((sum, count) => sum + count, 0));
    const waits = Object.entries(state.waits).flatMap(([key, wait]) =>
      wait.elementInstance === instance.key ? [key] : [],
    );
    expect(Object.keys(instance.waitKeys).sort()).toEqual(waits.sort());
  }
}
