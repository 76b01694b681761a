import type { Event } from '#engine/kernel/index.ts';

export interface TraceOptions {
  /** Which lines; all of `elements` and `flows` by default. */
  readonly show?: readonly ('elements' | 'flows' | 'variables' | 'jobs' | 'incidents' | 'waits')[];
}

/**
 * The story of an instance, one line per event: `activated Task_Check`, `taken Flow_Default`, `completed Task_Check`. An
 * element's steps in between (activating, completing, terminating) are left out.
 */
export function trace(events: readonly Event[], options: TraceOptions = {}): readonly string[] {
  const show = new Set(options.show ?? ['elements', 'flows']);
  const elements = new Map<string, string>();
  return events.flatMap((event) => {
    if (event.type === 'elementActivating') elements.set(event.key, nameOf(event));
    if (event.type === 'instanceMigrated') rename(elements, event.mapping);
    const line = describe(event, (key) => elements.get(key) ?? key);
    return line !== null && show.has(line.group) ? [line.text] : [];
  });
}

interface Line {
  readonly group: NonNullable<TraceOptions['show']>[number];
  readonly text: string;
}

/** What lives goes on under the name that a migration has given it. */
function rename(elements: Map<string, string>, mapping: Extract<Event, { type: 'instanceMigrated' }>['mapping']): void {
  for (const [key, name] of elements) {
    const target = mapping.find(({ source }) => source === name.replace(/\[\]$/, ''))?.target;
    if (target !== undefined) elements.set(key, name.endsWith('[]') ? `${target}[]` : target);
  }
}

/** The body of a multi-instance has its activity's id and says so. */
function nameOf(event: Extract<Event, { type: 'elementActivating' }>): string {
  if (event.kind === 'adHocInnerInstance') return `${event.element}#innerInstance`;
  return event.kind === 'multiInstanceBody' ? `${event.element}[]` : event.element;
}

function describe(event: Event, name: (key: string) => string): Line | null {
  switch (event.type) {
    case 'elementActivated':
      return { group: 'elements', text: `activated ${name(event.key)}` };
    case 'elementCompleted':
      return { group: 'elements', text: `completed ${name(event.key)}` };
    case 'elementTerminated':
      return { group: 'elements', text: `terminated ${name(event.key)}` };
    case 'flowTaken':
      return { group: 'flows', text: `taken ${event.flow}` };
    case 'variableSet':
      return { group: 'variables', text: `set ${name(event.scope)}.${event.name} = ${JSON.stringify(event.value)}` };
    case 'incidentRaised':
      return { group: 'incidents', text: `incident ${event.incident} at ${event.element}` };
    case 'incidentResolved':
      return { group: 'incidents', text: 'incident resolved' };
    case 'instanceMigrated':
      return { group: 'elements', text: 'migrated' };
    case 'instanceSuspended':
      return { group: 'elements', text: 'suspended' };
    case 'instanceResumed':
      return { group: 'elements', text: 'resumed' };
    case 'jobCreated':
      return { group: 'jobs', text: `job ${event.job.type} at ${event.job.element}` };
    case 'jobCompleted':
    case 'jobFailed':
    case 'jobCancelled':
    case 'jobErrorThrown':
      return { group: 'jobs', text: event.type };
    case 'timerStarted':
    case 'messageSubscribed':
    case 'signalSubscribed':
    case 'conditionSubscribed':
      return { group: 'waits', text: `${event.type} ${event.element}` };
    default:
      return null;
  }
}
