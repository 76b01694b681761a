import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';
import { live } from './live.ts';

type InstanceEvent = EventOf<
  | 'instanceCreated'
  | 'instanceSuspended'
  | 'instanceResumed'
  | 'instanceMigrated'
  | 'businessIdAssigned'
  | 'instanceEnded'
  | 'childStarted'
  | 'childEnded'
  | 'keysLeased'
>;

export function applyInstanceEvent(state: InstanceState, event: InstanceEvent): void {
  switch (event.type) {
    case 'instanceCreated':
      state.key = event.key;
      state.keyBase = event.key;
      state.definition = event.definition;
      state.flags = event.flags;
      state.tenantId = event.tenantId;
      state.businessId = event.businessId;
      state.root = event.root;
      state.parent = event.parent;
      return;
    case 'instanceSuspended':
      state.status = 'suspended';
      return;
    case 'instanceResumed':
      state.status = 'active';
      return;
    case 'instanceMigrated':
      return migrated(state, event);
    case 'businessIdAssigned':
      state.businessId = event.businessId;
      return;
    case 'instanceEnded':
      state.status = event.status;
      state.result = event.result;
      state.queue = [];
      return;
    case 'childStarted': {
      const caller = live(state, event.elementInstance);
      caller.data = { ...caller.data, child: event.child };
      return;
    }
    case 'childEnded':
      return;
    case 'keysLeased':
      state.nextBlock = { first: event.first, last: event.last };
      return;
  }
}

function migrated(state: InstanceState, event: EventOf<'instanceMigrated'>): void {
  const targets = new Map(event.mapping.map(({ source, target }) => [source, target]));
  const renamed = (id: string): string => targets.get(id) ?? id;
  state.definition = event.definition;
  for (const instance of Object.values(state.elements)) {
    const element = renamed(instance.element);
    if (element !== instance.element) instance.born ??= instance.element;
    instance.element = element;
    if (instance.joins === undefined) continue;
    instance.joins = mapKeys(instance.joins, renamed, (counts) => mapKeys(counts, renamed, (count) => count));
  }
  for (const [key, wait] of Object.entries(state.waits)) state.waits[key] = { ...wait, element: renamed(wait.element) };
}

function mapKeys<T>(
  from: Readonly<Record<string, T>>,
  rename: (key: string) => string,
  change: (value: T) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [rename(key), change(value)]));
}
