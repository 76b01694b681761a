import { z } from 'zod';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Act } from '../differential/act.ts';

/** The acts of the comparison with Zeebe, and what only this product has or only its API tells apart. */
export type GoldenAct =
  | Exclude<Act, { do: 'modify' | 'complete' | 'take' }>
  /** `result` is what a listener or the leader of an ad-hoc subprocess decides, in the words of the API. */
  | { readonly do: 'complete'; readonly element: string; readonly variables: JsonObject; readonly result?: JsonObject }
  | { readonly do: 'start'; readonly by: StartBy; readonly variables: JsonObject }
  | {
      readonly do: 'modify';
      readonly activate: readonly Place[];
      /** Behind these, as if they had just completed. */
      readonly behind: readonly Place[];
      readonly terminate: readonly Live[];
      readonly variables: PlacedVariables;
    }
  | {
      readonly do: 'move';
      readonly from: string;
      readonly to: Place;
      readonly isBehind: boolean;
      readonly variables: PlacedVariables;
    }
  | {
      readonly do: 'migrate';
      readonly process: string;
      readonly mapping: readonly { readonly source: string; readonly target: string }[];
    }
  /** Starts elements inside an ad-hoc subprocess. */
  | { readonly do: 'activateAdHoc'; readonly adHoc: string; readonly elements: readonly string[] }
  /** An ended instance again, from this element on. */
  | { readonly do: 'restart'; readonly element: string }
  | { readonly do: 'suspend' | 'resume' }
  | { readonly do: 'unassign'; readonly element: string }
  /** Due date, candidates and the like, in the words of the API. */
  | { readonly do: 'updateTask'; readonly element: string; readonly change: JsonObject }
  /** No act: the task is in the list of this candidate group. */
  | { readonly do: 'offered'; readonly element: string; readonly group: string };

export type StartBy =
  /** The first process of the file, or the one that is named. */
  | { readonly kind: 'none'; readonly process?: string }
  | { readonly kind: 'message'; readonly name: string; readonly key: string }
  | { readonly kind: 'signal'; readonly name: string }
  /** When the clock says so. */
  | { readonly kind: 'timer' }
  /** By variables of which its condition is true. */
  | { readonly kind: 'condition' }
  /** At this element, instead of a start event. */
  | { readonly kind: 'before'; readonly element: string };

/** One live instance of an element: `sub`, or `sub#2` for the second oldest. */
export interface Live {
  readonly element: string;
  readonly nth: number;
}

/** Where an element is activated: `inner`, or `inner@sub#2` in that one of several scopes. */
export interface Place {
  readonly element: string;
  readonly ancestor: Live | null;
}

/** By the element in whose scope they are set; an empty name stands for "outwards". */
export type PlacedVariables = Readonly<Record<string, JsonObject>>;

const json = z.record(z.string(), z.json());
const placed = z.record(z.string(), json);

/** `verb word … {variables} giving {result}`; an act that nobody knows is a mistake of the trace's author. */
export function parseAct(line: string): GoldenAct {
  const [text = '', given] = line.split(' giving ');
  const brace = text.indexOf('{');
  const variables = brace < 0 ? {} : parsed(text.slice(brace));
  const [verb = '', ...words] = (brace < 0 ? text : text.slice(0, brace)).trim().split(/\s+/);
  if (given !== undefined) {
    return { do: 'complete', element: words[0] ?? '', variables, result: parsed(given) };
  }
  const act = operation(verb, words, variables) ?? everyday(verb, words, variables);
  if (act === null) throw new Error(`No act: ${line}`);
  return act;
}

/** What workers, people and the world do. */
function everyday(verb: string, words: readonly string[], variables: JsonObject): GoldenAct | null {
  const [first = '', second = '', third = ''] = words;
  switch (verb) {
    case 'start':
      return { do: 'start', by: startBy(first, second, third), variables };
    case 'complete':
    case 'fail':
      return { do: verb, element: first, variables };
    case 'throw':
      return { do: 'throw', element: first, code: second, variables };
    case 'retries':
      return { do: 'retries', element: first, retries: Number(second) };
    case 'finish':
      return { do: 'completeTask', element: first, variables };
    case 'assign':
    case 'claim':
      return { do: verb, element: first, assignee: second };
    case 'unassign':
      return { do: 'unassign', element: first };
    case 'update':
      return { do: 'updateTask', element: first, change: variables };
    case 'offered':
      return { do: 'offered', element: first, group: words.slice(1).join(' ') };
    case 'message':
      return { do: 'message', name: first, key: second, variables };
    case 'signal':
      return { do: 'signal', name: first, variables };
    case 'wait':
      return { do: 'clock', ms: Number(first) * 1_000 };
    default:
      return null;
  }
}

/** What operators do to an instance. */
function operation(verb: string, words: readonly string[], variables: JsonObject): GoldenAct | null {
  const [first = '', second = '', third = ''] = words;
  switch (verb) {
    case 'resolve':
      return { do: 'resolve', element: first };
    case 'set':
      return {
        do: 'set',
        variables,
        ...(first !== '' && { element: first }),
        ...(second === 'local' && { local: true }),
      };
    case 'modify': {
      const activate = named(words, 'activate').map(place);
      return {
        do: 'modify',
        activate,
        behind: named(words, 'behind').map(place),
        terminate: named(words, 'terminate').map(live),
        variables: placed.parse(variables),
      };
    }
    case 'move':
      // `move a b`, `move a behind b`.
      return {
        do: 'move',
        from: first,
        to: place(second === 'behind' ? third : second),
        isBehind: second === 'behind',
        variables: placed.parse(variables),
      };
    case 'activate':
      return { do: 'activateAdHoc', adHoc: first, elements: words.slice(1) };
    case 'migrate':
      return { do: 'migrate', process: first, mapping: words.slice(1).map(pair) };
    case 'restart':
      return { do: 'restart', element: first };
    case 'suspend':
    case 'resume':
    case 'cancel':
      return { do: verb };
    default:
      return null;
  }
}

function startBy(kind: string, first: string, second: string): StartBy {
  switch (kind) {
    case '':
      return { kind: 'none' };
    case 'process':
      return { kind: 'none', process: first };
    case 'timer':
    case 'condition':
      return { kind };
    case 'message':
      return { kind, name: first, key: second };
    case 'signal':
      return { kind, name: first };
    case 'before':
      return { kind, element: first };
    default:
      throw new Error(`No start: ${kind}`);
  }
}

function parsed(text: string): Record<string, Json> {
  return json.parse(JSON.parse(text));
}

/** The words after this one: `activate a,b`. */
function named(words: readonly string[], name: string): readonly string[] {
  const at = words.indexOf(name);
  return at < 0 ? [] : (words[at + 1] ?? '').split(',');
}

function live(text: string): Live {
  const [element = '', nth = '1'] = text.split('#');
  return { element, nth: Number(nth) };
}

function place(text: string): Place {
  const [element = '', ancestor] = text.split('@');
  return { element, ancestor: ancestor === undefined ? null : live(ancestor) };
}

function pair(text: string): { readonly source: string; readonly target: string } {
  const [source = '', target = ''] = text.split('->');
  return { source, target };
}
