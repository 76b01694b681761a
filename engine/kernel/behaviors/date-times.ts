import type { Value } from '#engine/model/definition.ts';
import { localAsUtc } from '#engine/model/iso8601.ts';
import type { Run } from '../run.ts';
import { isStrict } from './expressions.ts';

/** A date-time that an expression has given may lack its offset (TIM4); what the diagram writes as plain text may not. */
export function withOffset(run: Run, value: Value, text: string): string {
  return value.kind === 'feel' && isStrict(run) ? localAsUtc(text) : text;
}
