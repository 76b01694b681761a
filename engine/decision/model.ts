/**
 * A DMN model as plain, frozen JSON: what a deployment stores and a thread links into closures. Names are normalised
 * (single spaces), references are ids, and imported models are embedded, so that one value holds all that is needed.
 */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly imports: readonly ImportedModel[];
  readonly types: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly functions: readonly BusinessKnowledgeModel[];
  readonly services: readonly DecisionService[];
}

export interface ImportedModel {
  /** The prefix under which the importing model names the elements; empty: without prefix. */
  readonly prefix: string;
  readonly model: DecisionModel;
}

/** A text of FEEL with the id of the element that holds it, for messages. */
export interface Text {
  readonly elementId: string;
  readonly text: string;
}

export interface ItemDefinition {
  readonly name: string;
  readonly isCollection: boolean;
  readonly typeRef: string | null;
  readonly components: readonly ItemDefinition[];
  /** Unary tests that each item has to pass. */
  readonly allowedValues: Text | null;
  /** Unary tests that the value as a whole has to pass. */
  readonly typeConstraint: Text | null;
  /** Set when values of this type are functions. */
  readonly functionItem: { readonly parameters: readonly Variable[]; readonly result: string | null } | null;
}

export interface Variable {
  readonly name: string;
  readonly typeRef: string | null;
}

export interface InputData {
  readonly id: string;
  readonly name: string;
  readonly variable: Variable;
}

/** An element of this model, or of an imported one by its namespace. */
export interface Reference {
  readonly namespace: string;
  readonly id: string;
}

export interface Decision {
  readonly id: string;
  readonly name: string;
  /** By which a business rule task can ask for this version; absent = none. */
  readonly versionTag?: string;
  readonly variable: Variable;
  readonly requires: readonly Reference[];
  /** Null for a decision without logic, whose value has to be given. */
  readonly logic: Boxed | null;
}

export interface BusinessKnowledgeModel {
  readonly id: string;
  readonly name: string;
  readonly variable: Variable;
  readonly requires: readonly Reference[];
  readonly logic: FunctionDefinition | null;
}

export interface DecisionService {
  readonly id: string;
  readonly name: string;
  readonly variable: Variable;
  readonly outputs: readonly Reference[];
  readonly encapsulated: readonly Reference[];
  readonly inputDecisions: readonly Reference[];
  readonly inputData: readonly Reference[];
}

export type FunctionKind = 'FEEL' | 'Java' | 'PMML';

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly typeRef: string | null;
  readonly language: FunctionKind;
  readonly parameters: readonly Variable[];
  readonly body: Boxed | null;
}

/** DMN's boxed expressions. */
export type Boxed =
  | { readonly kind: 'literal'; readonly typeRef: string | null; readonly text: Text }
  | DecisionTable
  | {
      readonly kind: 'context';
      readonly typeRef: string | null;
      readonly entries: readonly { readonly variable: Variable | null; readonly value: Boxed | null }[];
    }
  | { readonly kind: 'list'; readonly typeRef: string | null; readonly items: readonly Boxed[] }
  | {
      readonly kind: 'relation';
      readonly typeRef: string | null;
      readonly columns: readonly Variable[];
      readonly rows: readonly (readonly Boxed[])[];
    }
  | {
      readonly kind: 'invocation';
      readonly typeRef: string | null;
      readonly callee: Boxed | null;
      readonly bindings: readonly { readonly parameter: Variable; readonly value: Boxed | null }[];
    }
  | FunctionDefinition
  | {
      readonly kind: 'conditional';
      readonly typeRef: string | null;
      readonly condition: Boxed | null;
      readonly then: Boxed | null;
      readonly otherwise: Boxed | null;
    }
  | {
      readonly kind: 'filter';
      readonly typeRef: string | null;
      readonly list: Boxed | null;
      readonly match: Boxed | null;
    }
  | BoxedIterator<'for'>
  | BoxedIterator<'some'>
  | BoxedIterator<'every'>;

/** `body` is what a `for` returns, or what `some` or `every` asks of each item. */
export interface BoxedIterator<Kind extends 'for' | 'some' | 'every'> {
  readonly kind: Kind;
  readonly typeRef: string | null;
  readonly iterator: string;
  readonly list: Boxed | null;
  readonly body: Boxed | null;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregator = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  readonly kind: 'table';
  readonly id: string;
  readonly typeRef: string | null;
  readonly hitPolicy: HitPolicy;
  readonly aggregator: Aggregator | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

export interface TableInput {
  readonly id: string;
  readonly label: string;
  readonly expression: Text;
  readonly typeRef: string | null;
  readonly allowedValues: Text | null;
}

export interface TableOutput {
  readonly id: string;
  /** Empty when the table has a single, unnamed output. */
  readonly name: string;
  readonly label: string;
  readonly typeRef: string | null;
  /** In the order of priority. */
  readonly allowedValues: Text | null;
  readonly defaultEntry: Text | null;
}

export interface TableRule {
  readonly id: string;
  readonly conditions: readonly Text[];
  readonly conclusions: readonly Text[];
}

/** A fault of a model, with the element where it lies. */
export interface DecisionProblem {
  readonly code:
    | 'xml'
    | 'missing-import'
    | 'duplicate-id'
    | 'duplicate-name'
    | 'cycle'
    | 'missing-element'
    | 'missing-logic'
    | 'expression'
    | 'table';
  readonly elementId: string;
  readonly message: string;
}
