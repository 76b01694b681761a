import { UnfoldableEvent } from '../offence.ts';
import { storableInstant, storableOrNull, storableText } from '../storable.ts';
import type { Row } from '../row-changes.ts';
import type { EventOf, FoldContext, ProcessDetails } from './context.ts';

type InstanceEvent = EventOf<
  | 'instanceCreated'
  | 'instanceSuspended'
  | 'instanceResumed'
  | 'instanceMigrated'
  | 'businessIdAssigned'
  | 'instanceEnded'
>;

/** `process_instance`: identity columns are written by whoever starts the instance, its life here. */
export function foldInstance(context: FoldContext, event: InstanceEvent): void {
  const { key, changes } = context;
  switch (event.type) {
    case 'instanceCreated':
      changes.updateInstance(key, {
        state: 'active',
        started_at: storableInstant(event.at),
        ended_at: null,
        result: null,
        business_id: storableOrNull(event.businessId),
        ...processColumns(event.definition, context.process),
      });
      break;
    case 'instanceSuspended':
      changes.updateInstance(key, { state: 'suspended' });
      break;
    case 'instanceResumed':
      changes.updateInstance(key, { state: 'active' });
      changes.resume(key);
      break;
    case 'businessIdAssigned':
      changes.updateInstance(key, { business_id: storableText(event.businessId) });
      break;
    case 'instanceEnded':
      changes.updateInstance(key, {
        state: event.status,
        ended_at: storableInstant(event.at),
        result: event.result === null ? null : JSON.stringify(event.result),
      });
      break;
    case 'instanceMigrated': {
      const target = context.processes.get(event.definition);
      if (target === undefined) throw new UnfoldableEvent(`No deployed process has the content ${event.definition}`);
      context.process = target;
      changes.updateInstance(key, processColumns(event.definition, target));
      changes.migrate(key, {
        processDefinitionKey: target.processDefinitionKey,
        processId: target.processId,
        elements: event.mapping.map(({ source, target: element }) => ({
          source,
          target: element,
          name: storableOrNull(target.nameOf(element)),
        })),
      });
      break;
    }
    default:
      event satisfies never;
  }
}

function processColumns(hash: string, process: ProcessDetails): Row {
  return {
    definition_hash: hash,
    process_definition_key: process.processDefinitionKey,
    process_id: process.processId,
    version: process.version,
  };
}
