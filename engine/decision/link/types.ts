import { problemInOneLine } from '#engine/expression/index.ts';
import {
  compileInScope,
  contextOf,
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelTime,
  Frame,
  isInstance,
  isList,
  typeOf,
  UTC,
} from '#engine/expression/linking.ts';
import type { Closure, KnownNames, Run, TypeReference, TypeResolver, Value } from '#engine/expression/linking.ts';
import type { DecisionModel, DecisionProblem, ItemDefinition, Text } from '../model.ts';
import { say } from '../words/say.ts';

/** A type with its names resolved: what a value must look like, and how it is brought there. */
interface LinkedType {
  readonly isCollection: boolean;
  /** The type of an item; null when components or a function describe it. */
  readonly base: TypeReference | null;
  readonly components: readonly { readonly name: string; readonly type: LinkedType }[];
  /** How many parameters a function has; null for a type that is no function. */
  readonly functionOf: number | null;
  readonly allowed: Closure | null;
  readonly constraint: Closure | null;
}

const ANY: TypeReference = { kind: 'named', name: 'Any' };

/** The item definitions of one model and, under their prefix, of those it imports. */
export class Types {
  readonly #definitions = new Map<string, ItemDefinition>();
  readonly #imports: ReadonlyMap<string, Types>;
  readonly #linked = new Map<string, LinkedType | null>();
  readonly #problems: DecisionProblem[];

  constructor(model: DecisionModel, imports: ReadonlyMap<string, Types>, problems: DecisionProblem[]) {
    for (const type of model.types) this.#definitions.set(type.name, type);
    this.#imports = imports;
    this.#problems = problems;
  }

  /** For `instance of` and the types of parameters. */
  readonly resolver: TypeResolver = (name) => {
    const type = this.#typeNamed(name);
    return type === null ? undefined : (value) => this.#conforms(value, type, null);
  };

  /**
   * The value as the type wants it: itself, a list of one for a collection, the item of a list of one, midnight UTC for
   * a date where a date-time is due. Anything else becomes null with a warning.
   */
  coerce(value: Value, typeRef: string | null, run: Run, elementId: string): Value {
    if (typeRef === null || typeRef === 'Any' || value === null) return value;
    const type = this.#typeNamed(typeRef) ?? simple(typeRef);
    const coerced = this.#bring(value, type, run);
    if (coerced !== undefined) return coerced;
    return run.warn(
      { source: elementId, at: 0 },
      'INVALID_TYPE',
      say('value.type', { element: elementId, type: typeOf(value), wanted: typeRef }),
    );
  }

  /** The names inside a type that the grammar may have to know. */
  names(typeRef: string | null, depth = 0): KnownNames | true {
    const definition = typeRef === null ? undefined : this.#definition(typeRef);
    if (definition === undefined || depth > 8) return true;
    return this.#namesOf(definition.definition, definition.owner, depth);
  }

  #namesOf(definition: ItemDefinition, owner: Types, depth: number): KnownNames | true {
    if (definition.components.length === 0) return owner.names(definition.typeRef, depth + 1);
    return Object.fromEntries(
      definition.components.map((component) => [component.name, owner.#namesOf(component, owner, depth + 1)]),
    );
  }

  #definition(name: string): { readonly definition: ItemDefinition; readonly owner: Types } | undefined {
    const own = this.#definitions.get(name);
    if (own !== undefined) return { definition: own, owner: this };
    for (const [prefix, types] of this.#imports) {
      const rest = prefix === '' ? name : name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : null;
      const found = rest === null ? undefined : types.#definition(rest);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #typeNamed(name: string): LinkedType | null {
    const known = this.#linked.get(name);
    if (known !== undefined) return known;
    const found = this.#definition(name);
    if (found === undefined) return null;
    // A definition that refers to itself sees this placeholder and accepts anything in its place.
    this.#linked.set(name, simple('Any'));
    const linked = found.owner.#link(found.definition);
    this.#linked.set(name, linked);
    return linked;
  }

  #link(definition: ItemDefinition): LinkedType {
    const base = definition.typeRef;
    return {
      isCollection: definition.isCollection,
      base:
        base === null
          ? definition.components.length > 0 || definition.functionItem !== null
            ? null
            : ANY
          : named(base),
      components: definition.components.map((component) => ({ name: component.name, type: this.#link(component) })),
      functionOf: definition.functionItem?.parameters.length ?? null,
      allowed: this.#compileTests(definition.allowedValues),
      constraint: this.#compileTests(definition.typeConstraint),
    };
  }

  #compileTests(text: Text | null): Closure | null {
    if (text === null) return null;
    const compiled = compileInScope(text.text, {
      mode: 'unary-tests',
      dialect: 'dmn',
      scope: null,
      types: this.resolver,
    });
    if (compiled.ok) return compiled.closure;
    for (const problem of compiled.problems) {
      this.#problems.push({ code: 'expression', elementId: text.elementId, message: problemInOneLine(problem) });
    }
    return null;
  }

  /** The value in the type's form, undefined when there is no way. */
  #bring(value: Value, type: LinkedType, run: Run): Value | undefined {
    if (this.#conforms(value, type, run)) return value;
    if (type.isCollection) {
      const wrapped = isList(value) ? value : [value];
      const items = wrapped.map((item) => this.#bring(item, { ...type, isCollection: false, constraint: null }, run));
      const complete = items.filter((item) => item !== undefined);
      if (complete.length !== items.length) return undefined;
      return this.#conforms(complete, type, run) ? complete : undefined;
    }
    const candidates = this.#alternatives(value, type, run);
    return candidates.find((candidate) => this.#conforms(candidate, type, run));
  }

  #alternatives(value: Value, type: LinkedType, run: Run): Value[] {
    if (isList(value) && value.length === 1 && value[0] !== undefined) {
      const inner = this.#bring(value[0], type, run);
      return inner === undefined ? [[value]] : [inner, [value]];
    }
    const alternatives: Value[] = [[value]];
    if (value instanceof FeelDate) alternatives.push(new FeelDateTime(value, new FeelTime(0, 0, UTC)));
    if (value instanceof FeelContext && type.components.length > 0) {
      const entries = type.components.map(({ name, type: component }) => {
        const entry = value.get(name);
        return [name, entry === undefined ? undefined : this.#bring(entry, component, run)] as const;
      });
      const complete = entries.flatMap(([name, entry]) => (entry === undefined ? [] : [[name, entry] as const]));
      if (complete.length === entries.length) alternatives.push(contextOf([...value.toMap(), ...complete]));
    }
    return alternatives;
  }

  /** Without a run the allowed values are not asked: `instance of` is about the type alone. */
  #conforms(value: Value, type: LinkedType, run: Run | null): boolean {
    if (value === null) return true;
    if (!type.isCollection) return this.#itemConforms(value, type, run) && passes(type.constraint, value, run);
    if (!isList(value)) return false;
    return (
      value.every((item) => item === null || this.#itemConforms(item, type, run)) && passes(type.constraint, value, run)
    );
  }

  #itemConforms(value: Value, type: LinkedType, run: Run | null): boolean {
    if (type.functionOf !== null) {
      return value instanceof FeelFunction && value.parameters.length === type.functionOf;
    }
    if (type.components.length > 0) {
      if (!(value instanceof FeelContext)) return false;
      return type.components.every(
        ({ name, type: component }) => value.has(name) && this.#conforms(value.get(name) ?? null, component, run),
      );
    }
    return this.#baseConforms(value, type.base ?? ANY, run) && passes(type.allowed, value, run);
  }

  #baseConforms(value: Value, base: TypeReference, run: Run | null): boolean {
    if (base.kind !== 'named') return isInstance(value, base, this.resolver) === true;
    const inner = this.#typeNamed(base.name);
    if (inner !== null) return this.#conforms(value, inner, run);
    return isInstance(value, base, this.resolver) !== false;
  }
}

function passes(tests: Closure | null, value: Value, run: Run | null): boolean {
  if (tests === null || run === null) return true;
  return tests(new Frame(run, null, [value])) === true;
}

function simple(name: string): LinkedType {
  return { isCollection: false, base: named(name), components: [], functionOf: null, allowed: null, constraint: null };
}

function named(name: string): TypeReference {
  return { kind: 'named', name };
}
