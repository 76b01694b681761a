import type { Value } from '#engine/model/definition.ts';
import { parseInstant } from '#engine/model/iso8601.ts';
import type { Run } from '../run.ts';
import { isStrict } from './expressions.ts';

/**
 * A date-time that an expression has given. FEEL's local ones have no offset; as in Zeebe they count as UTC (TIM4), while what
 * the diagram writes as plain text must name its offset.
 */
export function withOffset(run: Run, value: Value, text: string): string {
  const isLocal = parseInstant(text) === null && parseInstant(`${text}Z`) !== null;
  return isLocal && value.kind === 'feel' && isStrict(run) ? `${text}Z` : text;
}
