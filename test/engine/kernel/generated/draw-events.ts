import type { ElementOptions, EventOptions } from '#engine/testing/index.ts';
import type { Boundary, End, Leaf, Mapping } from './block.ts';

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
export function messageOf(
  id: string,
  fault = false,
  key = 'k',
): { readonly message: string; readonly correlationKey: string } {
  return { message: `m_${id}`, correlationKey: fault ? `if modulo(x, 5) = 2 then null else ${key}` : key };
}

/** `fault` gives a timer that cannot be read for one value of `x` in five. */
export function timerText(text: string, fault: boolean): string {
  return fault ? `=if modulo(x, 5) = 1 then "soon" else "${text}"` : text;
}

export function triggerOf(
  id: string,
  { on, fault }: Pick<Boundary, 'on' | 'fault'>,
  names: Names,
  key = 'k',
): EventOptions {
  switch (on) {
    case 'timer':
    case 'timerNon':
      return { timer: { duration: timerText(names.duration(), fault) } };
    case 'cycleNon':
      // One that cannot be read any more when it fires makes Zeebe stumble (DIF32).
      return { timer: { cycle: `R2/${names.duration()}` } };
    case 'message':
    case 'messageNon':
      return messageOf(id, fault, key);
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

export function isInterrupting(on: Boundary['on']): boolean {
  return !on.endsWith('Non');
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

/** Passes on what came, as a value that no other element gives: one that is there already goes its own way in Zeebe (DIF3). */
export function passing(id: string): string {
  return `r - ${1000 * Number(/\d+$/.exec(id)?.[0] ?? 0)}`;
}

export function mappingOf(id: string, mapping: Mapping): Pick<ElementOptions, 'inputs' | 'outputs'> {
  const inputs = { local: 'x', 'nested.value': 'local' };
  const outputs = { x: passing(id), 'total.last': 'x' };
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

/** Of the process itself, as extension elements. */
export function processListeners(id: string, events: readonly ('start' | 'end')[]): string {
  const inner = events.map((event) => `<zeebe:executionListener eventType="${event}" type="${id}_${event}"/>`);
  return `<zeebe:executionListeners>${inner.join('')}</zeebe:executionListeners>`;
}

export function taskListeners(id: string): string {
  const listeners = ['creating', 'assigning', 'updating', 'completing', 'canceling'].map(
    (event) => `<zeebe:taskListener eventType="${event}" type="${id}_${event}"/>`,
  );
  return `<zeebe:taskListeners>${listeners.join('')}</zeebe:taskListeners>`;
}

/** Faults show for one value of `x` in five. */
export function assignmentXml(assignment: Extract<Leaf, { kind: 'user' }>['assignment']): string {
  const unless = (faulty: string, sound: string): string =>
    `=if modulo(x, 5) = 3 then ${faulty} else ${sound}`.replace(/"/g, '&quot;');
  switch (assignment) {
    case 'none':
      return '';
    case 'somebody':
      return '<zeebe:assignmentDefinition assignee="ada" candidateGroups="ops, law"/>';
    case 'faultAssignee':
      return `<zeebe:assignmentDefinition assignee="${unless('7', '"ada"')}"/>`;
    case 'faultGroups':
      return `<zeebe:assignmentDefinition candidateGroups="${unless('"ops"', '["ops"]')}"/>`;
    case 'faultDate':
      return `<zeebe:taskSchedule dueDate="${unless('"soon"', '"2027-01-01T00:00:00Z"')}"/>`;
    case 'faultPriority':
      return `<zeebe:priorityDefinition priority="${unless('200', '60')}"/>`;
  }
}
