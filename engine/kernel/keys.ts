import type { Event } from './contract/event.ts';
import type { InstanceState, Key } from './contract/state.ts';

/** Instance keys lie this far apart (design decision D3). */
export const keysPerBlock = 2 ** 22;

/** With fewer keys left than this, the next block is asked for. */
const lowWater = 2 ** 20;

/**
 * The key `offset` places after the next one. The first key of an activation is advanced by its time modulo 61, so that a
 * late answer to a key of an abandoned attempt finds nothing rather than something else (design decision D6). "Of an
 * activation" reads as "at another time than the last new key", which the events tell.
 */
export function keyAt(state: InstanceState, now: number, offset: number): Key {
  const counter = state.nextKey + offset + (state.seq > 0 && state.keyedAt !== now ? now % 61 : 0);
  if (counter < state.keyLimit) return String(BigInt(state.keyBase) + BigInt(counter));
  if (state.nextBlock === null) throw new Error(`Instance ${state.key} has used up its keys`);
  return String(BigInt(state.nextBlock.first) + BigInt(counter - state.keyLimit));
}

export function needsKeys(state: InstanceState): boolean {
  return state.nextBlock === null && state.keyLimit - state.nextKey < lowWater;
}

/** Part of `apply`: an event with a new key moves the counter behind it. */
export function noteKey(state: InstanceState, event: Event): void {
  const key = newKeyOf(event);
  if (key === null) return;
  const counter = Number(BigInt(key) - BigInt(state.keyBase));
  if (counter >= 0 && counter < state.keyLimit) {
    if (counter < state.nextKey) return;
    state.nextKey = counter + 1;
  } else if (state.nextBlock !== null) {
    state.keyBase = state.nextBlock.first;
    state.keyLimit = Number(BigInt(state.nextBlock.last) - BigInt(state.nextBlock.first)) + 1;
    state.nextBlock = null;
    state.nextKey = Number(BigInt(key) - BigInt(state.keyBase)) + 1;
  } else return;
  state.keyedAt = event.at;
}

function newKeyOf(event: Event): Key | null {
  switch (event.type) {
    case 'elementActivating':
    case 'jobCreated':
    case 'userTaskCreated':
    case 'timerStarted':
    case 'messageSubscribed':
    case 'signalSubscribed':
    case 'conditionSubscribed':
    case 'incidentRaised':
    case 'compensationSubscribed':
    case 'decisionEvaluated':
      return event.key;
    case 'variableSet':
      return event.change === 'created' ? event.key : null;
    default:
      return null;
  }
}
