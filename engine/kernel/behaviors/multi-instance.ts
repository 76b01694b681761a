import type { Json } from '#engine/contracts/json.ts';
import type { Element, MultiInstance } from '#engine/model/definition.ts';
import { done } from '../attempt.ts';
import type { ElementBehavior } from '../behavior.ts';
import type { ElementInstance, Key, MultiInstanceProgress } from '../contract/state.ts';
import { takesTokens } from '../lifecycle/scope.ts';
import { start } from '../lifecycle/start.ts';
import { finishTermination } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { evaluateList, isStrict } from './expressions.ts';
import { mergeUpwards, setLocal } from './variables.ts';

/** An event must not carry a whole collection: its items are read into the body in pieces of about this many characters. */
const pieceLength = 800;

/**
 * The body around the items of a multi-instance activity. It reads the collection once (MI1), starts its items one by one
 * or all at once (MI2), collects their outputs by index (MI3), and leaves as the activity does.
 */
export const multiInstanceBody: ElementBehavior<Element> = {
  activate(run, element, body) {
    const loop = loopOf(element);
    const collection = evaluateList(run, loop.inputCollection, body.key);
    if (!collection.ok) return collection;
    return done({
      before: () => readItems(run, body.key, collection.value, loop),
      after: () => {
        if (collection.value.length === 0) run.queue({ type: 'complete', key: body.key });
        else run.queue({ type: 'spawn', body: body.key });
      },
    });
  },
  complete(run, _element, body) {
    const { outputCollection, outputs } = progressOf(body);
    if (outputCollection === null || body.scope === null) return done({});
    const target = body.scope;
    return done({ after: () => mergeUpwards(run, target, { [outputCollection]: [...outputs] }) });
  },
  childEnded(run, element, body, _child, how) {
    if (body.phase === 'terminating') {
      if (body.children === 0) finishTermination(run, body);
      return;
    }
    const { started, total } = progressOf(body);
    const goesOn = loopOf(element).sequential && body.data.fulfilled !== true && started < total;
    if (goesOn && how === 'completed') run.queue({ type: 'spawn', body: body.key });
    else if (body.children === 0) run.queue({ type: 'complete', key: body.key });
  },
};

function readItems(run: Run, body: Key, items: readonly Json[], loop: MultiInstance): void {
  const { outputCollection } = loop;
  run.write({ type: 'multiInstanceStarted', body, total: items.length, outputCollection });
  let piece: Json[] = [];
  let length = 0;
  const flush = (): void => {
    if (piece.length > 0) run.write({ type: 'itemsRead', body, items: piece });
    piece = [];
    length = 0;
  };
  for (const item of items) {
    const itemLength = JSON.stringify(item).length;
    if (length + itemLength > pieceLength) flush();
    piece.push(item);
    length += itemLength + 1;
  }
  flush();
}

/** Items that a parallel body starts in one move; a move should stay short, so that a budget can stop between two. */
const itemsPerMove = 50;

/** Starts the next item of a sequential body, or the next few of a parallel one. */
export function spawnItems(run: Run, key: Key): void {
  const body = run.find(key);
  if (body?.multiInstance === undefined || !takesTokens(body) || body.data.fulfilled === true) return;
  const { total } = body.multiInstance;
  const element = run.element(body.element);
  const loop = loopOf(element);
  const first = body.multiInstance.started;
  const end = Math.min(total, first + (loop.sequential ? 1 : itemsPerMove));
  const root = outputRoot(run, loop);
  for (let index = first; index < end; index += 1) spawnItem(run, element, body, index, root);
  if (!loop.sequential && end < total) run.queue({ type: 'spawn', body: key });
}

function spawnItem(run: Run, element: Element, body: ElementInstance, index: number, outputRoot: string | null): void {
  const { inputElement } = loopOf(element);
  const value = body.multiInstance?.items[index] ?? null;
  const item = start(run, element.id, body.key, { item: { index, value } });
  if (inputElement !== null) setLocal(run, item, inputElement, value);
  setLocal(run, item, 'loopCounter', index + 1);
  if (outputRoot !== null && outputRoot !== inputElement) setLocal(run, item, outputRoot, null);
}

const literals: ReadonlySet<string> = new Set(['null', 'true', 'false']);

/** An output element that is a plain path has its root as a local, which catches what the item writes to it (MI5). */
function outputRoot(run: Run, loop: MultiInstance): string | null {
  if (loop.outputElement === null) return null;
  const { source } = run.linked.definition.expressions[loop.outputElement] ?? { source: '' };
  const root = /^\s*([A-Za-z_]\w*)(?:\.[A-Za-z_]\w*)*\s*$/.exec(source)?.[1] ?? null;
  return isStrict(run) && root !== null && literals.has(root) ? null : root;
}

function loopOf(element: Element): MultiInstance {
  if ('loop' in element && element.loop?.kind === 'multiInstance') return element.loop;
  throw new Error(`${element.id} is no multi-instance activity`);
}

function progressOf(body: ElementInstance): MultiInstanceProgress {
  if (body.multiInstance !== undefined) return body.multiInstance;
  throw new Error(`${body.key} is no multi-instance body`);
}
