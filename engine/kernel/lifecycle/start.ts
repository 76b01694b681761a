import type { Json } from '#engine/contracts/json.ts';
import type { Element, ElementId, FlowId } from '#engine/model/definition.ts';
import type { ElementData, Key } from '../contract/state.ts';
import type { PendingStep } from '../contract/pending-step.ts';
import type { Run } from '../run.ts';
import { activate } from './activation.ts';
import { takesTokens } from './scope.ts';

interface StartOptions {
  readonly flow?: FlowId;
  readonly data?: ElementData;
  readonly item?: { readonly index: number; readonly value: Json };
}

/** Makes an instance of the element in this scope. It exists at once, so the scope cannot end over it; it activates later. */
export function start(run: Run, element: ElementId, scope: Key, options: StartOptions = {}): Key {
  const key = create(run, run.element(element), scope, options);
  run.queue({ type: 'activate', key });
  return key;
}

export function create(run: Run, element: Element, scope: Key | null, options: StartOptions = {}): Key {
  const isBody = options.item === undefined && 'loop' in element && element.loop !== null;
  const key = scope === null ? run.state.key : run.newKey();
  const kind = isBody ? 'multiInstanceBody' : element.kind;
  run.write({ type: 'elementActivating', key, element: element.id, kind, scope, ...options });
  return key;
}

/** A token reaches an element: a join may take it in, anything else starts. Tokens of an ended scope are void. */
export function enter(run: Run, step: Extract<PendingStep, { type: 'enter' }>): void {
  const scope = run.find(step.scope);
  if (scope === undefined || !takesTokens(scope)) return;
  const element = run.element(step.element);
  if (run.behaviorOf(element).arrive?.(run, element, scope, step.flow) === true) return;
  const data = step.caught === undefined ? undefined : { payload: step.caught, caught: true };
  activate(run, create(run, element, step.scope, { flow: step.flow, ...(data && { data }) }));
}
