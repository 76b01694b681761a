import type { Binding, JobDefinition, Listener, Mapping, ServiceLevel, Value } from '../definition.ts';
import { addDuration, parseDuration } from '../iso8601.ts';
import { child, children, extension, extensions, filled, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { doubt, fault, isFeel, optionalValue, value, variablePath } from './draft.ts';
import type { Draft, Place } from './draft.ts';

/** `zeebe:ioMapping`. An input without a source sets its target to null (as Zeebe since 8.8); an output must have one. */
export function mappings(draft: Draft, node: Node, elementId: string, side: 'input' | 'output'): readonly Mapping[] {
  const found = children(extension(node, 'zeebe:IoMapping'), `${side}Parameters`);
  return found.flatMap((parameter, position) => {
    const path = `ioMapping > ${side}[${position}]`;
    const target = text(parameter, 'target') ?? '';
    const parts = variablePath(target);
    if (parts === null) fault(draft, 'mapping.targetInvalid', { elementId, path }, { target });
    const source = text(parameter, 'source');
    const isEmpty = source === null || source === '';
    if (isEmpty && side === 'output') fault(draft, 'mapping.sourceMissing', { elementId, path }, { target });
    const read = isEmpty ? null : value(draft, source, { elementId, path: `${path}.source` });
    return parts === null ? [] : [{ source: read, target: parts }];
  });
}

/** `zeebe:taskHeaders` of an element or listener. */
export function headers(draft: Draft, owner: Node | null, elementId: string): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const header of children(owner, 'values')) {
    const key = filled(header, 'key');
    if (key === null) continue;
    if (Object.hasOwn(result, key)) doubt(draft, 'lint.headerDuplicate', { elementId, path: 'taskHeaders' }, { key });
    result[key] = text(header, 'value') ?? '';
  }
  return result;
}

export function properties(node: Node): Readonly<Record<string, string>> {
  const found = children(extension(node, 'zeebe:Properties'), 'properties');
  return Object.fromEntries(found.map((property) => [text(property, 'name') ?? '', text(property, 'value') ?? '']));
}

/** The job that `zeebe:taskDefinition` describes; null when the element has none. */
export function job(draft: Draft, node: Node, elementId: string): JobDefinition | null {
  const task = extension(node, 'zeebe:TaskDefinition');
  if (task === null) return null;
  const path = 'taskDefinition';
  const type = filled(task, 'type');
  if (type === null) fault(draft, 'attribute.missing', { elementId, path }, { attribute: 'taskDefinition.type' });
  return {
    type: value(draft, type ?? '', { elementId, path: `${path}.type` }),
    retries: retries(draft, text(task, 'retries'), { elementId, path: `${path}.retries` }),
    headers: headers(draft, extension(node, 'zeebe:TaskHeaders'), elementId),
    priority: jobPriority(draft, node, elementId),
    ...jobExtras(draft, node, elementId),
  };
}

/** Three attempts when nothing is said, as in Zeebe. */
export function retries(draft: Draft, text: string | null, place: Place): Value {
  if (text === null || text.trim() === '') return { kind: 'static', value: '3' };
  if (!isFeel(text) && !/^\s*\d{1,9}\s*$/.test(text)) fault(draft, 'job.retriesInvalid', place, { value: text });
  return value(draft, isFeel(text) ? text : text.trim(), place);
}

export function jobPriority(draft: Draft, node: Node, elementId: string): Value | null {
  const priority = text(extension(node, 'zeebe:JobPriorityDefinition'), 'priority');
  const place = { elementId, path: 'jobPriorityDefinition.priority' };
  if (priority !== null && priority.trim() !== '' && !isFeel(priority)) {
    const number = Number(priority);
    const fits = /^\s*[+-]?\d+\s*$/.test(priority) && number >= -(2 ** 31) && number < 2 ** 31;
    if (!fits) fault(draft, 'job.priorityInvalid', place, { value: priority });
  }
  return optionalValue(draft, priority, place);
}

/** `silkflow:retry`, `silkflow:timeout`, `silkflow:execution`. */
function jobExtras(
  draft: Draft,
  node: Node,
  elementId: string,
): Pick<JobDefinition, 'backoff' | 'timeoutMs' | 'local'> {
  const retry = extension(node, 'silkflow:Retry');
  const timeout = extension(node, 'silkflow:Timeout');
  const execution = extension(node, 'silkflow:Execution');
  const read = (owner: Node, name: string, otherwise: string) =>
    milliseconds(draft, text(owner, name) ?? otherwise, { elementId, path: `${tag(owner)}.${name}` });
  const backoff = retry && {
    initialIntervalMs: read(retry, 'initialInterval', 'PT1S'),
    coefficient: coefficient(draft, text(retry, 'coefficient') ?? '2', elementId),
    maximumIntervalMs: read(retry, 'maximumInterval', 'PT1H'),
  };
  return {
    ...(backoff && { backoff }),
    ...(timeout && { timeoutMs: read(timeout, 'startToClose', '') }),
    ...(execution && { local: flag(execution, 'local', false) }),
  };
}

function tag(node: Node): string {
  const local = node.$type.slice(node.$type.indexOf(':') + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
}

function milliseconds(draft: Draft, text: string, place: Place): number {
  const duration = parseDuration(text);
  const length = duration === null ? 0 : addDuration(0, duration);
  if (length <= 0) {
    const attribute = `silkflow:${place.path}`;
    fault(draft, 'attribute.invalid', place, { attribute, value: text, expected: 'PT30S, PT5M' });
  }
  return length;
}

function coefficient(draft: Draft, text: string, elementId: string): number {
  const number = Number(text);
  if (number >= 1 && number <= 100) return number;
  const attribute = 'silkflow:retry.coefficient';
  fault(draft, 'attribute.invalid', { elementId, path: 'retry' }, { attribute, value: text, expected: '1 … 100' });
  return 1;
}

export function serviceLevel(draft: Draft, node: Node, elementId: string): ServiceLevel | null {
  const sla = extension(node, 'silkflow:Sla');
  if (sla === null) return null;
  const target = text(sla, 'target') ?? '';
  const place = { elementId, path: 'sla.target' };
  if (!isFeel(target)) milliseconds(draft, target, place);
  const warnAt = Number(text(sla, 'warnAt') ?? '80');
  if (!(warnAt >= 1 && warnAt <= 99)) {
    const values = { attribute: 'silkflow:sla.warnAt', value: text(sla, 'warnAt') ?? '', expected: '1 … 99' };
    fault(draft, 'attribute.invalid', { elementId, path: 'sla.warnAt' }, values);
  }
  return { target: value(draft, target, place), warnAtPercent: warnAt, calendar: filled(sla, 'calendar') };
}

const bindingTypes = ['latest', 'deployment', 'versionTag'];

/**
 * `bindingType` and `versionTag` of an extension that names a resource. A resource bound to the deployment is looked up
 * now, so its id must be known now.
 */
export function binding(
  draft: Draft,
  owner: Node,
  resource: { readonly kind: 'process' | 'decision' | 'form'; readonly id: string },
  place: Place,
): Binding {
  const type = filled(owner, 'bindingType') ?? 'latest';
  const versionTag = filled(owner, 'versionTag');
  if (!bindingTypes.includes(type)) fault(draft, 'binding.invalid', place, { value: type });
  if (type === 'versionTag') {
    if (versionTag === null) fault(draft, 'binding.versionTagMissing', place);
    // No expression, as in Zeebe: a tag that begins with `=` is meant as it stands.
    return { type, versionTag: { kind: 'static', value: versionTag ?? '' } };
  }
  if (type !== 'deployment') return { type: 'latest' };
  const { kind, id } = resource;
  if (isFeel(id)) fault(draft, 'binding.dynamic', place, { kind });
  const hash = draft.resolve?.(kind, id) ?? null;
  if (hash === null && draft.resolve !== null && !isFeel(id)) fault(draft, 'binding.missing', place, { kind, id });
  return { type: 'deployment', hash };
}

/** Names of the first task listeners, which Zeebe still takes. */
const olderTaskEvents: ReadonlyMap<string, string> = new Map([
  ['create', 'creating'],
  ['assignment', 'assigning'],
  ['update', 'updating'],
  ['complete', 'completing'],
  ['cancel', 'canceling'],
]);

/** Execution listeners (`zeebe:executionListeners`) or task listeners, in declared order. */
export function listeners(
  draft: Draft,
  node: Node,
  elementId: string,
  kind: 'execution' | 'task',
  allowed: readonly string[],
): readonly Listener[] {
  const owner = extension(node, kind === 'execution' ? 'zeebe:ExecutionListeners' : 'zeebe:TaskListeners');
  const seen = new Set<string>();
  return children(owner, 'listeners').map((listener, position) => {
    const path = `${kind}Listeners > listener[${position}]`;
    const given = text(listener, 'eventType') ?? '';
    const eventType = kind === 'task' ? (olderTaskEvents.get(given) ?? given) : given;
    const type = text(listener, 'type') ?? '';
    if (!allowed.includes(eventType)) {
      fault(draft, 'listener.invalid', { elementId, path }, { eventType, allowed: allowed.join(', ') || '–' });
    }
    if (type.trim() === '') fault(draft, 'attribute.missing', { elementId, path }, { attribute: 'listener.type' });
    const identity = `${eventType} ${type}`;
    // Zeebe lets a task listener stand twice, though not an execution listener.
    if (kind === 'execution' && seen.has(identity))
      fault(draft, 'listener.duplicate', { elementId, path }, { type, eventType });
    seen.add(identity);
    return {
      eventType,
      type: value(draft, type, { elementId, path: `${path}.type` }),
      retries: retries(draft, text(listener, 'retries'), { elementId, path: `${path}.retries` }),
      headers: headers(draft, child(listener, 'headers'), elementId),
    };
  });
}

/** `silkflow:sensitivity` of a process, one entry a variable. */
export function readSensitivity(draft: Draft, process: Node, elementId: string): void {
  for (const entry of extensions(process, 'silkflow:Sensitivity')) {
    const level = text(entry, 'level') ?? 'confidential';
    const names = (text(entry, 'variables') ?? '').split(',').map((name) => name.trim());
    if (level !== 'personal' && level !== 'confidential' && level !== 'secret') {
      const values = {
        attribute: 'silkflow:sensitivity.level',
        value: level,
        expected: 'personal, confidential, secret',
      };
      fault(draft, 'attribute.invalid', { elementId, path: 'sensitivity' }, values);
      continue;
    }
    for (const variable of names.filter((name) => name !== '')) draft.sensitivity.push({ variable, level });
  }
}
