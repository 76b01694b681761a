import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { DataAssignment, DataAssociation, DataItem, Element } from '#engine/model/definition.ts';
import { all, type Attempt, done } from '../attempt.ts';
import type { CommandId } from '../contract/command.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateExpression, type Extra, namesOf } from './expressions.ts';
import { placed } from './mappings.ts';
import { lookup, mergeUpwards, setLocal } from './variables.ts';

type Side = 'input' | 'output';

/** A store holds one value; the host keeps room for several under names of their own. */
const storedItem = 'value';

export function dataCommandId(key: Key, side: Side, association: number): CommandId {
  return `${key}:${side === 'input' ? 'readData' : 'writeData'}:${association}`;
}

export function parseDataCommandId(id: CommandId): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}

/**
 * Makes what the element reads its own: a data object's variable under another name or transformed (DAT1), a data store's
 * value as the host answers (DAT2). False = an answer is awaited; the element is activated again then.
 */
export function applyDataInputs(run: Run, element: Element, instance: ElementInstance): Attempt<boolean> {
  const associations = associationsOf(run, element, 'input');
  if (associations.length === 0) return done(true);
  const { dataAccess } = instance.data;
  if (dataAccess?.side === 'input') return done(dataAccess.open === 0);
  const objects = associations.filter(({ item }) => item.kind === 'dataObject');
  const values = all(
    objects.map((one) => valueOf(run, one, instance.key, { copied: lookup(run.state, instance.key, one.name) })),
  );
  if (!values.ok) return values;
  // What an event throws is its own variables; an activity sees the data object as it is.
  const isEvent = 'throws' in element;
  for (const [at, { association, name }] of objects.entries()) {
    const value = values.value[at];
    const isItself = association.target === null && isCopy(association) && !isEvent;
    if (value !== undefined && !isItself) setLocal(run, instance.key, association.target ?? name, value);
  }
  const stores = associations.filter(({ item }) => item.kind === 'dataStore');
  if (stores.length === 0) return done(true);
  run.write({ type: 'dataSet', key: instance.key, data: { dataAccess: { side: 'input', open: stores.length } } });
  for (const { item, index } of stores) {
    const id = dataCommandId(instance.key, 'input', index);
    run.send({ type: 'readData', id, elementInstance: instance.key, store: item.target, item: storedItem });
  }
  return done(false);
}

/** A data store has answered; what it has never been given is no variable. */
export function takeStoredValue(
  run: Run,
  element: Element,
  instance: ElementInstance,
  id: CommandId,
  value: Json,
): Attempt<void> {
  const index = parseDataCommandId(id);
  const read = associationsOf(run, element, 'input').find((one) => one.index === index);
  if (read === undefined || value === null) return done(undefined);
  const transformed = valueOf(run, read, instance.key, { copied: value, extra: namesOf({ [read.name]: value }) });
  if (!transformed.ok) return transformed;
  if (transformed.value !== undefined)
    setLocal(run, instance.key, read.association.target ?? read.name, transformed.value);
  return done(undefined);
}

/**
 * What the element writes, decided before its output mappings and written after them: they do not hide it (DAT3). `waits`:
 * a data store has been given its value and has not answered yet; the element is completed again then.
 */
export function planDataOutputs(
  run: Run,
  element: Element,
  instance: ElementInstance,
  payload: JsonObject | undefined,
): Attempt<{ readonly waits: boolean; readonly write: () => void }> {
  const associations = associationsOf(run, element, 'output');
  const scope = instance.scope;
  if (associations.length === 0 || scope === null) return done({ waits: false, write: () => undefined });
  const brought = namesOf(payload ?? {});
  const values = all(
    associations.map((one) => {
      const source = one.association.target ?? one.name;
      // A data object is a variable already: only what the activity brings, or a name of its own, is news to it.
      const isSelf = one.item.kind === 'dataObject' && one.association.target === null;
      const seen = isSelf ? undefined : lookup(run.state, instance.key, source);
      // A store is written whole: what it held is not read for it.
      const existing = one.item.kind === 'dataObject' ? lookup(run.state, scope, one.item.target) : undefined;
      return valueOf(run, one, instance.key, { copied: brought(source) ?? seen, existing, extra: brought });
    }),
  );
  if (!values.ok) return values;
  const written = associations.flatMap((one, at) => {
    const value = values.value[at];
    return value === undefined ? [] : [{ ...one, value }];
  });
  const stored = written.filter(({ item }) => item.kind === 'dataStore');
  const objects = written.filter(({ item }) => item.kind === 'dataObject');
  return done({
    waits: storeAll(run, instance, stored),
    write: () => {
      for (const { item, value } of objects) mergeUpwards(run, scope, { [item.target]: value });
    },
  });
}

function storeAll(
  run: Run,
  instance: ElementInstance,
  stored: readonly { readonly item: DataItem; readonly index: number; readonly value: Json }[],
): boolean {
  if (stored.length === 0) return false;
  const { dataAccess } = instance.data;
  if (dataAccess?.side === 'output') return dataAccess.open > 0;
  run.write({ type: 'dataSet', key: instance.key, data: { dataAccess: { side: 'output', open: stored.length } } });
  for (const { item, index, value } of stored) {
    const id = dataCommandId(instance.key, 'output', index);
    run.send({ type: 'writeData', id, elementInstance: instance.key, store: item.target, item: storedItem, value });
  }
  return true;
}

/** What the diagram has, items that no longer exist included: a command is named by its place here. */
export function drawnAssociations(element: Element, side: Side): readonly DataAssociation[] {
  if (side === 'input') return 'dataInputs' in element ? (element.dataInputs ?? []) : [];
  return 'dataOutputs' in element ? (element.dataOutputs ?? []) : [];
}

interface Access {
  readonly association: DataAssociation;
  readonly item: DataItem;
  readonly index: number;
  /** The variable that stands for the item. */
  readonly name: string;
}

function associationsOf(run: Run, element: Element, side: Side): readonly Access[] {
  return drawnAssociations(element, side).flatMap((association, index) => {
    const item = run.linked.definition.dataObjects.find(({ id }) => id === association.item);
    return item === undefined ? [] : [{ association, item, index, name: variableOf(item) }];
  });
}

/** A store's name may have spaces; then its id stands for it. */
function variableOf({ kind, target, id }: DataItem): string {
  return kind === 'dataObject' || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(target) ? target : id;
}

interface Sources {
  readonly copied: Json | undefined;
  /** What the target is before; a part of it can be assigned. */
  readonly existing?: Json | undefined;
  /** Names that come before the variables. */
  readonly extra?: Extra;
}

/**
 * The copied value, or what the transformation makes of the variables; where parts are assigned, they go into what the
 * transformation gives, else into what was there. Undefined = there is nothing to pass on.
 */
function valueOf(
  run: Run,
  { association }: Access,
  scope: Key,
  { copied, existing, extra }: Sources,
): Attempt<Json | undefined> {
  if (isCopy(association)) return done(copied);
  const { expression, assignments = [] } = association;
  const options = { incident: 'IO_MAPPING_ERROR', ...(extra !== undefined && { extra }) } as const;
  const base = expression === null ? done(existing) : evaluateExpression(run, expression, scope, options);
  return base.ok ? assignParts(run, assignments, scope, base.value, options) : base;
}

function assignParts(
  run: Run,
  assignments: readonly DataAssignment[],
  scope: Key,
  base: Json | undefined,
  options: { readonly extra?: Extra; readonly incident: 'IO_MAPPING_ERROR' },
): Attempt<Json | undefined> {
  let value = base;
  for (const { from, to } of assignments) {
    const part =
      from.kind === 'static' ? done<Json>(from.value) : evaluateExpression(run, from.expression, scope, options);
    if (!part.ok) return part;
    value = placed(value, to, part.value);
  }
  return done(value);
}

function isCopy({ expression, assignments = [] }: DataAssociation): boolean {
  return expression === null && assignments.length === 0;
}
