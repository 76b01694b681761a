import { emptyDigest, rollText } from './digest.ts';
import type { InstanceState, Key } from './contract/state.ts';

// Partners take idempotency keys of up to 255 characters; what an effect appends needs room too.
const longest = 200;

/**
 * The name of what an element instance does to the outside, for good: the way to it from the process, with the number of
 * each activation after the first (`#2`) and of each multi-instance item (`[0]`), e.g. `4433379328:Each_Parcel[3]/Task_Book#2`.
 *
 * An element's *key* would not do. A local activity has its effect before its workflow task is recorded; when the worker dies
 * in between, the task is done again at another time and gives other keys (design decision D6), even the same key to another
 * element. The way to an element does not change with the time.
 */
export function effectKey(state: InstanceState, elementInstance: Key): string {
  if (!namesEffects(state)) return `${state.key}:${elementInstance}`;
  const way: string[] = [];
  let rounds = '';
  for (let at = state.elements[elementInstance]; at !== undefined && at.scope !== null; at = state.elements[at.scope]) {
    if (at.data.index !== undefined && at.data.index !== null) {
      rounds = `[${at.data.index}]${rounds}`;
      continue;
    }
    way.unshift(`${at.born ?? at.element}${at.visit === undefined ? '' : `#${at.visit}`}${rounds}`);
    rounds = '';
  }
  return shortened(state.key, way.join('/'));
}

/** Flag 2 (see `currentFlags`): instances started before it keep the element's key as the name. */
export function namesEffects({ flags }: InstanceState): boolean {
  return flags.includes(2);
}

function shortened(instance: Key, way: string): string {
  const name = `${instance}:${way}`;
  return name.length <= longest ? name : `${name.slice(0, longest - 17)}~${rollText(emptyDigest, way)}`;
}
