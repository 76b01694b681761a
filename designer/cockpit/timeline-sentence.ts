import type { TimelineEntry } from '#engine/contracts/api/instance.ts';
import type { Json } from '#engine/contracts/json.ts';
import type { Words } from '../i18n/language.tsx';
import type { NameOf } from './use-element-names.ts';

/** One event in plain words. A kind of element, an action or a status may have a sentence of its own. */
export function sentenceOf(entry: TimelineEntry, nameOf: NameOf, words: Words): string {
  const { find, t } = words;
  const element = entry.elementId === null ? t('ui.unnamed') : nameOf(entry.elementId);
  const values = Object.fromEntries(
    Object.entries(entry.values).map(([name, value]) => [name, textOf(name, value, words)]),
  );
  const { action, status } = entry.values;
  const forms = [entry.elementKind, action, status, 'any'].filter((form) => typeof form === 'string');
  for (const form of forms) {
    const text = find(`cockpit.event.${entry.type}.${form}`, { element, ...values });
    if (text !== null) return text;
  }
  return `${entry.type} ${element}`;
}

const longest = 80;

function textOf(name: string, value: Json, { formats, said }: Words): string {
  if (typeof value === 'string') {
    if (name.endsWith('At')) return formats.instant(value);
    return shorten(name === 'message' ? said(value) : value);
  }
  return shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const quietTypes: readonly string[] = [
  'variableSet',
  'userTaskChangeProposed',
  'jobCreated',
  'jobCompleted',
  'jobCancelled',
  'activityErrorThrown',
  'compensationSubscribed',
  'messageUnsubscribed',
  'signalUnsubscribed',
  'timerCancelled',
];
const kindsWithoutBeginning: readonly string[] = [
  'startEvent',
  'endEvent',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'eventBasedGateway',
  'intermediateThrowEvent',
  'scriptTask',
  'userTask',
  'process',
];

/** Left out unless all events are asked for: another line tells the same, or it concerns data, which has its own view. */
export function isQuiet({ type, elementKind }: TimelineEntry): boolean {
  if (quietTypes.includes(type)) return true;
  if (elementKind === 'process') return type.startsWith('element');
  return type === 'elementActivated' && elementKind !== null && kindsWithoutBeginning.includes(elementKind);
}

/** How loud a line is: trouble, people and outside news stand out from the engine's own steps. */
export function lookOf(entry: TimelineEntry): 'bad' | 'person' | 'news' | 'end' | 'step' {
  switch (entry.type) {
    case 'incidentRaised':
    case 'jobFailed':
    case 'jobErrorThrown':
    case 'errorThrown':
    case 'userTaskChangeDenied':
    case 'elementTerminated':
      return 'bad';
    case 'userTaskCreated':
    case 'userTaskChanged':
    case 'userTaskCompleted':
      return 'person';
    case 'messageCorrelated':
    case 'timerFired':
    case 'signalCaught':
    case 'escalationThrown':
    case 'incidentResolved':
      return 'news';
    case 'instanceCreated':
    case 'instanceEnded':
      return 'end';
    default:
      return 'step';
  }
}
