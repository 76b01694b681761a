import type { Dialect } from './contract.ts';
import type { EqualityRules } from './operators/equality.ts';

/** Every point where Camunda's FEEL and the DMN standard disagree, in one table. The rest of the code asks here. */
export interface DialectRules extends EqualityRules {
  /** `10:30`, `T10:30:00` and `PT-5M` read as times and durations. */
  readonly lenient: boolean;
  /** A single value where a built-in asks for a list becomes a list of one. */
  readonly valueAsList: boolean;
  /** A list of one where a built-in asks for a single value becomes its item. */
  readonly listAsValue: boolean;
  /** `?` outside unary tests ends the evaluation instead of being null. */
  readonly inputRequired: boolean;
  /** `instance of` binds weaker than arithmetic: `2 * 3 instance of number` asks about the product. */
  readonly instanceOfIsLoose: boolean;
  /** A filter on something that is no list is null instead of a filter on a list of one. */
  readonly filterWantsList: boolean;
  /** A filter that is neither condition nor position keeps nothing instead of being null. */
  readonly filterMayFail: boolean;
  /** The range functions compare strings as points. */
  readonly stringsArePoints: boolean;
  /** A test without `?` that is true passes whatever the input is. */
  readonly trueTestPasses: boolean;
  /** `context put` with a path of keys replaces a value that is no context by one. */
  readonly putReplacesValues: boolean;
  /** In `context(entries)` a key may come twice, the last one wins; otherwise there is no context. */
  readonly keysMayRepeat: boolean;
  /** Positions beyond a list's ends are cut to them (`sublist`, `insert before`, `remove`) instead of having no value. */
  readonly positionsAreCut: boolean;
  /** A list that is the only argument of `concatenate` or `union` holds the arguments. */
  readonly listHoldsArguments: boolean;
  /** Digits behind the point of a year, month or day are cut off. */
  readonly datePartsAreCut: boolean;
  /** `for`, `some` and `every` take a single value as a list of one. */
  readonly iteratesValues: boolean;
  /** A test that is only `true` or `false` compares the input with it, whatever the input's type. */
  readonly booleanTestCompares: boolean;
  /** `instance of` a type that nobody knows is false instead of null. */
  readonly unknownTypeIsFalse: boolean;
  /** How `string` writes contexts and durations of nothing: `{a:1}` and `P0D`, or `{a: 1}` and `PT0S`. */
  readonly textStyle: TextStyle;
  /** Whose regular expressions `matches`, `replace`, `split` and `extract` take. */
  readonly regexSyntax: RegexSyntax;
}

export type TextStyle = 'camunda' | 'standard';
export type RegexSyntax = 'java' | 'xpath';

export const DIALECTS: Readonly<Record<Dialect, DialectRules>> = {
  bpmn: {
    lenient: true,
    valueAsList: false,
    listAsValue: false,
    inputRequired: true,
    membersDiffer: true,
    wholeSeconds: false,
    instanceOfIsLoose: true,
    filterWantsList: true,
    filterMayFail: true,
    stringsArePoints: false,
    trueTestPasses: true,
    putReplacesValues: true,
    zonesCount: true,
    keysMayRepeat: true,
    positionsAreCut: true,
    listHoldsArguments: true,
    datePartsAreCut: true,
    iteratesValues: false,
    booleanTestCompares: true,
    unknownTypeIsFalse: true,
    textStyle: 'camunda',
    regexSyntax: 'java',
  },
  dmn: {
    lenient: false,
    valueAsList: true,
    listAsValue: true,
    inputRequired: false,
    membersDiffer: false,
    wholeSeconds: true,
    instanceOfIsLoose: false,
    filterWantsList: false,
    filterMayFail: false,
    stringsArePoints: true,
    trueTestPasses: false,
    putReplacesValues: false,
    zonesCount: false,
    keysMayRepeat: false,
    positionsAreCut: false,
    listHoldsArguments: false,
    datePartsAreCut: false,
    iteratesValues: true,
    booleanTestCompares: false,
    unknownTypeIsFalse: false,
    textStyle: 'standard',
    regexSyntax: 'xpath',
  },
};
