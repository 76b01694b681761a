import type { Problem } from '../contract/outcome.ts';
import type { Run } from '../run.ts';
import type { OperationOf } from './operation-of.ts';
import { refuse } from './refuse.ts';

export function migrateInstance(run: Run, _operation: OperationOf<'migrateInstance'>): readonly Problem[] {
  return refuse('INVALID_STATE', 'operation.unsupported', `Instance ${run.state.key} cannot be changed this way yet`);
}
