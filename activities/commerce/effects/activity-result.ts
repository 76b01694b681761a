import type { ActivityResult } from '#engine/contracts/activity.ts';
import type { Json, JsonObject } from '#engine/contracts/json.ts';

export function completed(variables: JsonObject = {}): ActivityResult {
  return { kind: 'completed', variables };
}

/** A BPMN error. `code` is what the diagram's error events name, e.g. `STOCK_SHORT`; its catcher gets the message as `failure`. */
export function businessError(code: string, message: string, variables: JsonObject = {}): ActivityResult {
  return { kind: 'businessError', code, message, variables: { ...variables, failure: message } };
}

export function fatal(message: string, detail?: Json): ActivityResult {
  return detail === undefined ? { kind: 'fatal', message } : { kind: 'fatal', message, detail };
}
