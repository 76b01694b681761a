import { searchText, storableInstant, storableText } from '../storable.ts';
import type { EventOf, FoldContext } from './context.ts';

/** `variable`: the last value of each; those of ended scopes stay, for whoever looks at the past. */
export function foldVariable(context: FoldContext, event: EventOf<'variableSet'>): void {
  const value = JSON.stringify(event.value);
  context.changes.insert('variable', event.key, {
    variable_key: event.key,
    instance_key: context.key,
    tenant_id: context.tenantId,
    scope_key: event.scope,
    name: storableText(event.name),
    value,
    value_index: searchText(value),
    updated_at: storableInstant(event.at),
  });
}
