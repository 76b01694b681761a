import { contextOf, EvaluationFailure, FeelFunction, Frame, namesScope } from '#engine/expression/linking.ts';
import type { Closure, KnownNames, Run, Value } from '#engine/expression/linking.ts';
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionModel,
  DecisionProblem,
  DecisionService,
  InputData,
  Reference,
  Variable,
} from '../model.ts';
import { linkBoxed, linkFunction } from './boxed.ts';
import type { LinkContext } from './context.ts';
import { Types } from './types.ts';
import { say } from '../words/say.ts';

/** One evaluation of a model: values that were given, and those that have been found already. */
export interface Asking {
  readonly run: Run;
  /** By node key: the inputs of a decision service stand in for the nodes themselves. */
  readonly given: ReadonlyMap<string, Value>;
  readonly found: Map<string, Value>;
  /** Told of each decision that is evaluated, before and after. */
  readonly onDecision: ((node: Node) => (value: Value) => void) | null;
}

/** An input, decision, function or service, ready to be asked. */
export interface Node {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'input' | 'decision' | 'function' | 'service';
  readonly variable: Variable;
  valueIn(asking: Asking): Value;
  /** Compiles its expressions now instead of when it is first asked, so that their faults are told. */
  prepare(): void;
}

/** Makes a value when it is first wanted, once. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const NOTHING = (): void => {};

export interface LinkedModel {
  readonly model: DecisionModel;
  readonly types: Types;
  readonly imports: ReadonlyMap<string, LinkedModel>;
  readonly nodes: ReadonlyMap<string, Node>;
}

const keyOf = ({ namespace, id }: Reference): string => `${namespace}#${id}`;

/** Makes closures of a model as they are asked for. Faulty expressions are noted and fail; the rest of the model works. */
export function linkModel(model: DecisionModel, problems: DecisionProblem[]): LinkedModel {
  const imports = new Map(model.imports.map(({ prefix, model: imported }) => [prefix, linkModel(imported, problems)]));
  const types = new Types(model, new Map([...imports].map(([prefix, linked]) => [prefix, linked.types])), problems);
  const nodes = new Map<string, Node>();
  const linked: LinkedModel = { model, types, imports, nodes };
  const add = (node: Node): void => void nodes.set(node.key, node);
  for (const input of model.inputs) add(inputNode(model, input, types));
  for (const service of model.services) add(serviceNode(linked, service));
  for (const definition of model.functions) add(functionNode(linked, definition, problems));
  for (const decision of model.decisions) add(decisionNode(linked, decision, problems));
  return linked;
}

/** Compiles everything now. */
export function prepareModel(linked: LinkedModel): void {
  for (const node of linked.nodes.values()) node.prepare();
  for (const imported of linked.imports.values()) prepareModel(imported);
}

/** The node of this model or of one it imports, however deep. */
export function findNode(linked: LinkedModel, key: string): Node | undefined {
  const own = linked.nodes.get(key);
  if (own !== undefined) return own;
  for (const imported of linked.imports.values()) {
    const found = findNode(imported, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function prefixOf(linked: LinkedModel, key: string): string {
  if (linked.nodes.has(key)) return '';
  for (const [prefix, imported] of linked.imports) {
    if (findNode(imported, key) !== undefined) return prefix;
  }
  return '';
}

function inputNode(model: DecisionModel, input: InputData, types: Types): Node {
  const key = `${model.namespace}#${input.id}`;
  return {
    key,
    id: input.id,
    name: input.name,
    kind: 'input',
    variable: input.variable,
    valueIn: ({ run, given }) => {
      const outside = run.variables.get(input.variable.name) ?? run.variables.get(input.name) ?? null;
      const value = given.has(key) ? (given.get(key) ?? null) : outside;
      return types.coerce(value, input.variable.typeRef, run, input.name);
    },
    prepare: NOTHING,
  };
}

/** What an element sees: each required node under its name, those of an imported model together under its prefix. */
interface Surroundings {
  readonly context: LinkContext;
  frame(asking: Asking): Frame;
}

function surroundingsOf(
  linked: LinkedModel,
  requires: readonly Reference[],
  own: Variable | null,
  problems: DecisionProblem[],
): Surroundings {
  const { types } = linked;
  const required = requires.map((reference) => ({ key: keyOf(reference), prefix: prefixOf(linked, keyOf(reference)) }));
  const plain = required.filter(({ prefix }) => prefix === '').map(({ key }) => key);
  const prefixes = [...new Set(required.map(({ prefix }) => prefix))].filter((prefix) => prefix !== '');
  const nodeAt = (key: string): Node | undefined => findNode(linked, key);
  const nameAt = (key: string): Variable => variableAt(linked, key);
  const shapeOf = (keys: readonly string[]): KnownNames =>
    Object.fromEntries(keys.map((key) => [nameAt(key).name, types.names(nameAt(key).typeRef)]));
  const keysUnder = (prefix: string): string[] =>
    required.filter((entry) => entry.prefix === prefix).map(({ key }) => key);
  const names: KnownNames = {
    ...shapeOf(plain),
    ...Object.fromEntries(prefixes.map((prefix) => [prefix, shapeOf(keysUnder(prefix))])),
    ...(own === null ? {} : { [own.name]: true }),
  };
  const slots = [...plain.map((key) => nameAt(key).name), ...prefixes, ...(own === null ? [] : [own.name])];
  const context: LinkContext = { types, problems, scope: namesScope(slots, null), names };
  const ask = (key: string, asking: Asking): Value => nodeAt(key)?.valueIn(asking) ?? null;
  return {
    context,
    frame: (asking) => {
      const values = plain.map((key) => ask(key, asking));
      const imported = prefixes.map((prefix) =>
        contextOf(keysUnder(prefix).map((key) => [nameAt(key).name, ask(key, asking)] as const)),
      );
      return new Frame(asking.run, null, [...values, ...imported]);
    },
  };
}

/** The variable of an element by its key, read from the model: nodes may not be linked yet. */
function variableAt(linked: LinkedModel, key: string): Variable {
  const { model } = linked;
  const elements = [...model.inputs, ...model.decisions, ...model.functions, ...model.services];
  const own = elements.find((element) => `${model.namespace}#${element.id}` === key);
  if (own !== undefined) return own.variable;
  for (const imported of linked.imports.values()) {
    const found = variableAt(imported, key);
    if (found.name !== '') return found;
  }
  return { name: '', typeRef: null };
}

function decisionNode(linked: LinkedModel, decision: Decision, problems: DecisionProblem[]): Node {
  const key = `${linked.model.namespace}#${decision.id}`;
  const ready = lazily(() => {
    const surroundings = surroundingsOf(linked, decision.requires, null, problems);
    const logic: Closure | null = decision.logic === null ? null : linkBoxed(decision.logic, surroundings.context);
    return { surroundings, logic };
  });
  const node: Node = {
    key,
    id: decision.id,
    name: decision.name,
    kind: 'decision',
    variable: decision.variable,
    valueIn: (asking) => {
      const given = asking.given.get(key);
      if (given !== undefined) return linked.types.coerce(given, decision.variable.typeRef, asking.run, decision.name);
      const known = asking.found.get(key);
      if (known !== undefined) return known;
      const done = asking.onDecision?.(node);
      const { surroundings, logic } = ready();
      const frame = surroundings.frame(asking);
      const raw = logic === null ? (asking.run.variables.get(decision.variable.name) ?? null) : logic(frame);
      const value = linked.types.coerce(raw, decision.variable.typeRef, asking.run, decision.name);
      asking.found.set(key, value);
      done?.(value);
      return value;
    },
    prepare: () => void ready(),
  };
  return node;
}

/** A business knowledge model may call itself, so its own name is in its scope. */
function functionNode(linked: LinkedModel, definition: BusinessKnowledgeModel, problems: DecisionProblem[]): Node {
  const key = `${linked.model.namespace}#${definition.id}`;
  const ready = lazily(() => {
    const surroundings = surroundingsOf(linked, definition.requires, definition.variable, problems);
    const logic = definition.logic === null ? null : linkFunction(definition.logic, surroundings.context);
    return { surroundings, logic };
  });
  const { types } = linked;
  return {
    key,
    id: definition.id,
    name: definition.name,
    kind: 'function',
    variable: definition.variable,
    valueIn: (asking) => {
      const known = asking.found.get(key);
      if (known !== undefined) return known;
      const { surroundings, logic } = ready();
      const frame = surroundings.frame(asking);
      const made = logic === null ? null : logic(frame);
      const value = made instanceof FeelFunction ? withResultType(made, definition.variable, types) : made;
      frame.slots.push(value);
      asking.found.set(key, value);
      return value;
    },
    prepare: () => void ready(),
  };
}

/** The variable of a business knowledge model may name the type of the function's result. */
function withResultType(made: FeelFunction, { name, typeRef }: Variable, types: Types): FeelFunction {
  if (typeRef === null) return made;
  return new FeelFunction(made.parameters, (args, run) => types.coerce(made.invoke(args, run), typeRef, run, name));
}

/** A function of the service's inputs; its result is the output decision's, or a context of all of them. */
function serviceNode(linked: LinkedModel, service: DecisionService): Node {
  const key = `${linked.model.namespace}#${service.id}`;
  const inputs = [...service.inputData, ...service.inputDecisions].map((reference) => ({
    key: keyOf(reference),
    variable: variableAt(linked, keyOf(reference)),
  }));
  const outputs = service.outputs.map(keyOf);
  return {
    key,
    id: service.id,
    name: service.name,
    kind: 'service',
    variable: service.variable,
    valueIn: (asking) =>
      new FeelFunction(
        inputs.map(({ variable }) => ({ name: variable.name })),
        (args, run) => {
          const values = inputs.map(({ variable: { name, typeRef } }, index) =>
            linked.types.coerce(args[index] ?? null, typeRef, run, name),
          );
          if (values.some((value, index) => value === null && (args[index] ?? null) !== null)) return null;
          const given = new Map(inputs.map((input, index) => [input.key, values[index] ?? null] as const));
          const inner: Asking = { run, given, found: new Map(), onDecision: asking.onDecision };
          const value = run.nested(() => outputOf(linked, outputs, inner));
          return linked.types.coerce(value, service.variable.typeRef, run, service.name);
        },
      ),
    prepare: NOTHING,
  };
}

function outputOf(linked: LinkedModel, outputs: readonly string[], asking: Asking): Value {
  const answers = outputs.map((key) => {
    const node = findNode(linked, key);
    if (node === undefined) throw new EvaluationFailure(say('decision.unknown', { decision: key }));
    return [node.variable.name, node.valueIn(asking)] as const;
  });
  const [only] = answers;
  return answers.length === 1 && only !== undefined ? only[1] : contextOf(answers);
}
