import { process } from '#engine/testing/index.ts';
import type { ElementOptions, ProcessBuilder } from '#engine/testing/index.ts';
import type { Block } from './block.ts';
import {
  assignmentXml,
  endOf,
  listenersOf,
  mappingOf,
  messageOf,
  processListeners,
  taskListeners,
  triggerOf,
} from './draw-events.ts';
import { allowedEnd, hears, keyAt, listenableOf, within } from './place.ts';
import type { Pencil, Place } from './place.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

export function drawUser(at: ProcessBuilder, id: string, block: Of<'user'>, options: ElementOptions = {}): void {
  at.userTask(id, {
    ...mappingOf(id, block.mapping),
    ...listenersOf(id, block.listeners, ['start', 'end']),
    extensions: `${assignmentXml(block.assignment)}${block.taskListeners ? taskListeners(id) : ''}`,
    ...options,
  });
}

export function drawConditional(
  pen: Pencil,
  at: ProcessBuilder,
  id: string,
  block: Of<'exclusive' | 'inclusive'>,
  place: Place,
): void {
  const [split, join] = [`${id}_split`, `${id}_join`];
  const isExclusive = block.kind === 'exclusive';
  const gateway = (name: string, options: ElementOptions): ProcessBuilder =>
    isExclusive ? at.exclusiveGateway(name, options) : at.inclusiveGateway(name, options);
  gateway(split, isExclusive ? listenersOf(id, block.listeners, ['start']) : pen.listened(split, ['start']));
  block.branches.forEach((branch, index) => {
    const isDefault = index === block.branches.length - 1 && (!isExclusive || block.complete);
    at.from(split).flow(isDefault ? { default: true } : { condition: conditionOf(block, index) });
    const merged = place.merged || !isExclusive;
    const inside = { ...place, merged, race: place.race || !isExclusive };
    pen.draw(at.task(pen.names.id('task')), branch, inside);
    if (index === 0) gateway(join, pen.listened(join, ['start']));
    else at.to(join);
  });
  at.from(join);
}

/**
 * Of an exclusive gateway at most one condition holds, and all are faulty at once: Zeebe walks the flows from the last to the
 * first (DIF4).
 */
function conditionOf(block: Of<'exclusive' | 'inclusive'>, index: number): string {
  if (block.kind === 'inclusive') return `modulo(x, 3) >= ${index}`;
  const condition = `modulo(x, 3) = ${index}`;
  return block.fault ? `if modulo(x, 5) = 4 then "maybe" else ${condition}` : condition;
}

export function drawParallel(
  pen: Pencil,
  at: ProcessBuilder,
  id: string,
  branches: readonly Block[],
  place: Place,
): void {
  const [split, join] = [`${id}_fork`, `${id}_join`];
  at.parallelGateway(split, pen.listened(split, ['start']));
  branches.forEach((branch, index) => {
    pen.draw(at.from(split).task(pen.names.id('task')), branch, { ...place, race: true });
    if (index === 0) at.parallelGateway(join, pen.listened(join, ['start']));
    else at.to(join);
  });
  at.from(join);
}

export function drawEvents(
  pen: Pencil,
  at: ProcessBuilder,
  id: string,
  branches: readonly Block[],
  place: Place,
): void {
  const [split, join] = [`${id}_wait`, `${id}_join`];
  at.eventBasedGateway(split, pen.listened(split, ['start']));
  branches.forEach((branch, index) => {
    const event = pen.names.id('event');
    const isTimer = index === 0 || (index === 1 ? place.items > 1 : place.items > 0);
    const on = isTimer ? 'timer' : index === 1 ? 'message' : 'signal';
    const trigger = triggerOf(event, { on, fault: false }, pen.names, keyAt(place));
    // Zeebe never asks start listeners here (DIF27).
    at.from(split).catchEvent(event, trigger, pen.listened(event, ['end']));
    pen.gatewayFlows.push(`${split}_${event}`);
    pen.draw(at, branch, place);
    if (index === 0) at.exclusiveGateway(join);
    else at.to(join);
  });
  at.from(join);
}

export function drawSub(pen: Pencil, at: ProcessBuilder, id: string, block: Of<'sub'>, place: Place): void {
  const heard = place.heard || hears(block.inner) || hears(block.boundary);
  const fill = (scope: ProcessBuilder): void => {
    const inside = within(place, { heard });
    pen.draw(scope.startEvent(`${id}_go`, { none: true }, pen.listened(`${id}_go`, ['end'])), block.body, inside);
    const end = allowedEnd(block.end, { ...place, heard });
    const listened = pen.listened(`${id}_stop`, listenableOf(end));
    scope.endEvent(`${id}_stop`, endOf(`${id}_stop`, end), listened);
    pen.inner(scope, block.inner, within(place));
  };
  at.subProcess(id, fill, {
    ...mappingOf(id, block.mapping),
    // What an end listener brings is lost in Zeebe where an event subprocess has interrupted its subprocess (DIF20).
    ...listenersOf(id, block.listeners, block.inner.length > 0 ? ['start'] : ['start', 'end']),
  });
  if (block.undo && place.items === 0) pen.compensable(at, id);
  pen.boundaries(at, id, block.boundary, place);
}

export function drawItems(pen: Pencil, at: ProcessBuilder, id: string, block: Of<'items'>, place: Place): void {
  const output = block.output ? { outputCollection: `out_${id}`, outputElement: 'r' } : {};
  const { body } = block;
  const isOne = body.kind === 'job' || body.kind === 'user';
  // With branches inside, which item is first would hang on the order of parallel branches.
  const condition =
    block.condition && (block.sequential || isOne) ? { completionCondition: 'numberOfCompletedInstances >= 2' } : {};
  const multiInstance = {
    sequential: block.sequential,
    inputCollection: block.fault ? 'if modulo(x, 5) = 1 then 7 else items' : 'items',
    inputElement: 'item',
    ...output,
    ...condition,
  };
  if (block.output) pen.collections.push(`out_${id}`);
  const inside = within(place, { items: place.items + 1, race: place.race || !block.sequential });
  const listened = pen.listened(id, ['start', 'end']);
  if (body.kind === 'job') {
    const own = listenersOf(id, body.listeners, ['start', 'end']);
    // What each item would pass on is the same for all (DIF3).
    const mapping = body.mapping === 'out' || body.mapping === 'both' ? 'none' : body.mapping;
    at.serviceTask(id, { multiInstance, ...mappingOf(id, mapping), ...own });
  } else if (body.kind === 'user') {
    drawUser(at, id, { ...body, mapping: 'none' }, { multiInstance });
  } else if (body.kind === 'message' && body.task && place.items === 0) {
    at.receiveTask(id, messageOf(id, body.fault, keyAt(inside)), { multiInstance, ...listened });
  } else if (body.kind === 'call') {
    // Several callees that end by an error at once: Zeebe lets each of them fail before the first is heard (DIF4).
    const end = ['error', 'escalation'].includes(body.end) ? 'none' : body.end;
    const inner = body.inner.filter(({ on }) => !on.startsWith('error') && !on.startsWith('escalation'));
    drawCall(pen, at, id, { ...body, mapping: 'none', allToParent: false, end, inner }, inside, { multiInstance });
  } else {
    const fill = (scope: ProcessBuilder): void => {
      pen.draw(scope.startEvent(`${id}_go`), body, inside);
      scope.endEvent(`${id}_stop`);
    };
    at.subProcess(id, fill, { multiInstance, ...listened });
  }
  pen.boundaries(at, id, block.boundary, place);
}

export function drawCall(
  pen: Pencil,
  at: ProcessBuilder,
  id: string,
  block: Of<'call'>,
  place: Place,
  options: ElementOptions = {},
): void {
  const { inputs, outputs } = mappingOf(id, block.mapping);
  // Without the variables of its caller the callee has none of the names that it reads.
  const reads = { x: 'x', k: 'k', items: 'items', ...(place.items > 0 && { item: 'item' }) };
  const locals = { ...(!block.allToChild && reads), ...inputs };
  const hasLocals = Object.keys(locals).length > 0;
  const callee = `called_${id}`;
  if (block.missing) pen.uncertainCalls.push(id);
  const called = {
    process: block.missing ? `=if modulo(x, 5) = 2 then "nowhere" else "${callee}"` : callee,
    allToChild: block.allToChild,
    // A value that comes back as it went in would go on outwards in Zeebe (DIF3).
    allToParent: block.allToParent && !hasLocals,
  };
  at.callActivity(id, called, {
    ...(hasLocals && { inputs: locals }),
    ...(outputs !== undefined && { outputs }),
    ...listenersOf(id, block.listeners && !block.missing, ['start', 'end']),
    ...options,
  });
  const events = block.inner.length > 0 ? (['start'] as const) : (['start', 'end'] as const);
  const child = process(callee, block.listeners ? { extensions: processListeners(callee, events) } : {});
  const quiet = place.quiet || place.heard || hears(block.boundary);
  const inside = within(place, { quiet, heard: hears(block.inner) });
  pen.draw(child.startEvent(`${id}_go`), block.body, inside);
  child.endEvent(`${id}_stop`, endOf(`${id}_stop`, allowedEnd(block.end, { ...inside, quiet })));
  pen.inner(child, block.inner, inside);
  pen.called.push(child.toXml());
}

export function drawAdHoc(pen: Pencil, at: ProcessBuilder, id: string, block: Of<'adHoc'>, place: Place): void {
  const firsts = block.bodies.map(() => pen.names.id('task'));
  const fill = (scope: ProcessBuilder): void => {
    block.bodies.forEach((body, index) => {
      const first = scope.unlinked().task(firsts[index] ?? '');
      pen.draw(first, body, within(place, { adHoc: true, race: place.race || block.all || block.led }));
    });
  };
  const listened = pen.listened(id, ['start', 'end']);
  const canFail = block.mapping === 'faultIn' || block.boundary.some(({ fault }) => fault);
  if (canFail || listened.listeners !== undefined) pen.uncertainAdHocs.push(id);
  const led = { extensions: `<zeebe:taskDefinition type="${id}"/>` };
  const plan = {
    active: JSON.stringify(block.all ? firsts : firsts.slice(0, 1)),
    ...(block.condition && { completion: 'modulo(x, 2) = 0' }),
    cancelRemaining: block.cancelRemaining,
  };
  at.adHocSubProcess(id, fill, { ...(block.led ? led : plan), ...mappingOf(id, block.mapping), ...listened });
  pen.boundaries(at, id, block.boundary, place);
}
