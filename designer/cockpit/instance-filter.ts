import type { InstanceFilter } from '../api/process-instances.ts';
import type { InstanceSearch } from '../app/router.tsx';

export const pageSize = 30;

export const listStates = ['running', 'incident', 'suspended', 'completed', 'terminated', 'all'] as const;
export type ListState = (typeof listStates)[number];

/** What the address asks for, as the API understands it. Without a state the list shows what runs. */
export function filterOf(search: InstanceSearch): InstanceFilter {
  return {
    ...stateFilter(search.state ?? 'running'),
    processDefinitionId: search.process,
    processDefinitionVersion: search.version,
    elementId: search.element,
    search: search.q,
  };
}

export function stateFilter(state: ListState): InstanceFilter {
  switch (state) {
    case 'running':
      return { state: 'ACTIVE' };
    case 'incident':
      return { state: 'ACTIVE', hasIncident: true };
    case 'suspended':
      return { state: 'SUSPENDED' };
    case 'completed':
      return { state: 'COMPLETED' };
    case 'terminated':
      return { state: 'TERMINATED' };
    case 'all':
      return {};
  }
}
