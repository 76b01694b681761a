export interface ProcessOptions {
  /** XML of extension elements of the process itself. */
  readonly extensions?: string;
}

export interface ElementOptions {
  readonly name?: string;
  /** FEEL without `=`, by target. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly multiInstance?: MultiInstanceOptions;
  readonly standardLoop?: { readonly condition?: string; readonly testBefore?: boolean; readonly maximum?: number };
  readonly listeners?: readonly {
    readonly event: 'start' | 'end' | 'beforeAll';
    readonly type: string;
    readonly retries?: string;
  }[];
  readonly isForCompensation?: boolean;
  /** What an activity reads of data objects and stores, and writes to them, by the id of the reference. */
  readonly reads?: readonly DataAccess[];
  readonly writes?: readonly DataAccess[];
  /** More attributes of the element's tag. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** More extension elements, as XML. */
  readonly extensions?: string;
  /** More child elements, as XML. */
  readonly body?: string;
}

export interface DataAccess {
  readonly item: string;
  /** The activity's own name for it; the item's by default. */
  readonly as?: string;
  /** FEEL without `=`. */
  readonly transformation?: string;
}

export interface MultiInstanceOptions {
  readonly sequential?: boolean;
  readonly inputCollection: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly completionCondition?: string;
}

export interface JobOptions extends ElementOptions {
  readonly type?: string;
  readonly retries?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UserTaskOptions extends ElementOptions {
  readonly taskListeners?: readonly TaskListenerOptions[];
}

export interface TaskListenerOptions {
  readonly event: 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
  /** Text, or FEEL with a leading `=`. */
  readonly type: string;
}

/** What an event waits for or throws. Codes, names and timer values are text, or FEEL with a leading `=`. */
export type EventOptions =
  | { readonly message: string; readonly correlationKey?: string }
  | { readonly timer: { readonly date: string } | { readonly duration: string } | { readonly cycle: string } }
  | { readonly error: string | null }
  | { readonly escalation: string | null }
  | { readonly signal: string }
  | { readonly condition: string }
  | { readonly compensation: string | null }
  | { readonly link: string }
  | { readonly terminate: true }
  | { readonly cancel: true }
  | { readonly job: string }
  | { readonly several: readonly EventOptions[]; readonly parallel?: boolean }
  | { readonly none: true };

export interface FlowOptions {
  readonly id?: string;
  /** FEEL without `=`. */
  readonly condition?: string;
  /** The default flow of its source. */
  readonly default?: boolean;
}

export interface Node {
  readonly id: string;
  readonly tag: string;
  readonly options: ElementOptions;
  readonly attributes: Record<string, string>;
  readonly extensions: readonly string[];
  readonly body: readonly string[];
  readonly children: Scope | null;
}

export interface Flow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition: string | null;
}

export class Scope {
  readonly nodes: Node[] = [];
  readonly flows: Flow[] = [];
  /** XML of data objects and references. */
  readonly data: string[] = [];
  readonly associations: { readonly source: string; readonly target: string }[] = [];
}

/** Messages, errors, escalations and signals that events refer to. */
export class Declarations {
  readonly #xml = new Map<string, string>();

  refer(tag: string, key: string, make: (id: string) => string): string {
    const id = `${tag}_${key.replace(/[^A-Za-z0-9_]/g, '_')}`;
    if (!this.#xml.has(id)) this.#xml.set(id, make(id));
    return id;
  }

  toXml(): string {
    return [...this.#xml.values()].join('');
  }
}
