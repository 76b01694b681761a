import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { DataAssociation, DataItem, Element } from '#engine/model/definition.ts';
import { all, type Attempt, done } from '../attempt.ts';
import type { CommandId } from '../contract/command.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { evaluateExpression, type Extra, namesOf } from './expressions.ts';
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
  const values = all(objects.map((one) => valueOf(run, one, instance.key, lookup(run.state, instance.key, one.name))));
  if (!values.ok) return values;
  for (const [at, { association, name }] of objects.entries()) {
    const value = values.value[at];
    const isItself = association.target === null && association.expression === null;
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
  const transformed = valueOf(run, read, instance.key, value, namesOf({ [read.name]: value }));
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
      return valueOf(run, one, instance.key, brought(source) ?? seen, brought);
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

interface Access {
  readonly association: DataAssociation;
  readonly item: DataItem;
  readonly index: number;
  /** The variable that stands for the item. */
  readonly name: string;
}

function associationsOf(run: Run, element: Element, side: Side): readonly Access[] {
  if (!('dataInputs' in element)) return [];
  const associations = side === 'input' ? element.dataInputs : element.dataOutputs;
  return associations.flatMap((association, index) => {
    const item = run.linked.definition.dataObjects.find(({ id }) => id === association.item);
    return item === undefined ? [] : [{ association, item, index, name: variableOf(item) }];
  });
}

/** A store's name may have spaces; then its id stands for it. */
function variableOf({ kind, target, id }: DataItem): string {
  return kind === 'dataObject' || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(target) ? target : id;
}

/** The copied value, or what the transformation makes of the variables. Undefined = there is nothing to pass on. */
function valueOf(
  run: Run,
  { association }: Access,
  scope: Key,
  copied: Json | undefined,
  extra?: Extra,
): Attempt<Json | undefined> {
  if (association.expression === null) return done(copied);
  const incident = 'IO_MAPPING_ERROR';
  return evaluateExpression(
    run,
    association.expression,
    scope,
    extra === undefined ? { incident } : { extra, incident },
  );
}
