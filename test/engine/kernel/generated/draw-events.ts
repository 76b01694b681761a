import type { ElementOptions, EventOptions } from '#engine/testing/index.ts';
import type { Boundary, End, Mapping } from './block.ts';

/** Gives ids, and timers that lie ten minutes apart, so that one act has one effect. */
export class Names {
  #ids = 0;
  #timers = 0;

  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }

  duration(): string {
    this.#timers += 1;
    return `PT${this.#timers * 10}M`;
  }
}

/** `fault` makes the key null for one value of `x` in five. */
export function messageOf(id: string, fault = false): { readonly message: string; readonly correlationKey: string } {
  return { message: `m_${id}`, correlationKey: fault ? 'if modulo(x, 5) = 2 then null else k' : 'k' };
}

export function triggerOf(id: string, on: Boundary['on'], names: Names): EventOptions {
  switch (on) {
    case 'timer':
    case 'timerNon':
      return { timer: { duration: names.duration() } };
    case 'cycleNon':
      return { timer: { cycle: `R2/${names.duration()}` } };
    case 'message':
    case 'messageNon':
      return messageOf(id);
    case 'signal':
    case 'signalNon':
      return { signal: `s_${id}` };
    case 'error':
      return { error: 'ERR' };
    case 'errorAll':
      return { error: null };
    case 'escalation':
    case 'escalationNon':
      return { escalation: 'ESC' };
    case 'escalationAll':
      return { escalation: null };
  }
}

export function endOf(id: string, end: End): EventOptions {
  switch (end) {
    case 'none':
      return { none: true };
    case 'error':
      return { error: 'ERR' };
    case 'terminate':
      return { terminate: true };
    case 'escalation':
      return { escalation: 'ESC' };
    case 'compensation':
      return { compensation: null };
    case 'signal':
      return { signal: `thrown_${id}` };
    case 'message':
      return { job: `${id}_job` };
  }
}

export function mappingOf(mapping: Mapping): Pick<ElementOptions, 'inputs' | 'outputs'> {
  const inputs = { local: 'x', 'nested.value': 'local' };
  const outputs = { x: 'r', 'total.last': 'x' };
  const assertion = 'assert(x, modulo(x, 4) != 2)';
  switch (mapping) {
    case 'none':
      return {};
    case 'in':
      return { inputs };
    case 'out':
      return { outputs };
    case 'both':
      return { inputs, outputs };
    case 'faultIn':
      return { inputs: { local: assertion } };
    case 'faultOut':
      return { outputs: { checked: assertion } };
  }
}

export function listenersOf(id: string, has: boolean, events: readonly ('start' | 'end')[]): ElementOptions {
  if (!has) return {};
  return { listeners: events.map((event) => ({ event, type: `${id}_${event}` })) };
}

export function taskListeners(id: string): string {
  const listeners = ['creating', 'assigning', 'updating', 'completing', 'canceling'].map(
    (event) => `<zeebe:taskListener eventType="${event}" type="${id}_${event}"/>`,
  );
  return `<zeebe:taskListeners>${listeners.join('')}</zeebe:taskListeners>`;
}
