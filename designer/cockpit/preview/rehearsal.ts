import type { CompiledProcess } from '#engine/contracts/api/compiled-process.ts';
import type { InstanceEvents } from '#engine/contracts/api/instance.ts';
import type { Command, Event, InstanceState, Linked, Operation, Problem } from '#engine/kernel/index.ts';
import { fork, link, rebuild, step } from '#engine/kernel/index.ts';
import { incidentVocabulary, refusalVocabulary } from '#engine/kernel/words/vocabulary.ts';
import type { Definition } from '#engine/model/definition.ts';
import { readerOf } from '#engine/wording/index.ts';

/** An element, and how many instances of it are meant. */
export interface Counted {
  readonly elementId: string;
  readonly count: number;
}

/** What an operation would do up to the next wait, or why it would be refused. */
export type Preview =
  | {
      readonly ok: true;
      /** Live now, and ended by it. */
      readonly ends: readonly Counted[];
      /** Live afterwards, and not before. */
      readonly waits: readonly Counted[];
      /** Begun and done within it. */
      readonly passes: readonly Counted[];
      /** Activities called at once, by name. */
      readonly calls: readonly string[];
      readonly stopsListening: readonly Counted[];
      readonly startsListening: readonly Counted[];
      readonly incidents: readonly { readonly elementId: string; readonly message: string }[];
      /** The instance itself would end. */
      readonly instanceEnds: boolean;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
  /** It could not be played through. */
  | { readonly ok: 'unknown' };

export interface Refusal {
  readonly elementId: string | null;
  readonly code: string;
  /** English; the pages show it in the person's language. */
  readonly message: string;
}

/** Refusals and incidents in a person's language; as they are, where the kernel does not say such a thing. */
export const kernelWords = readerOf([refusalVocabulary, incidentVocabulary]);

const budget = 5_000;
/** Whoever has not come to a wait by then is looping. */
const mostRounds = 20;

/** An instance played in the browser, by the very kernel that runs it: nothing that is tried here happens. */
export class Rehearsal {
  readonly #linked: Linked;
  readonly #state: InstanceState;

  /** `events` are all of the instance's, in order. Throws when they are of a version that this page does not know. */
  constructor(process: CompiledProcess, events: InstanceEvents['events']) {
    this.#linked = linkCompiled(process);
    const written = events.map(({ event }) => event).filter(isEvent);
    const [first] = written;
    if (first?.type !== 'instanceCreated') throw new Error('The events of the instance are not at hand');
    this.#state = rebuild(first.key, written);
  }

  /** False while only one of events and definition is that of a migration that has just been done. */
  get fitsTogether(): boolean {
    return this.#state.definition === this.#linked.hash;
  }

  /** Keys of the live instances of an element. */
  liveInstancesOf(elementId: string): readonly string[] {
    return Object.values(this.#state.elements)
      .filter(({ element }) => element === elementId)
      .map(({ key }) => key);
  }

  /** Elements with live instances, the process itself left out. */
  liveElements(): readonly string[] {
    const live = Object.values(this.#state.elements).filter(({ scope }) => scope !== null);
    return [...new Set(live.map(({ element }) => element))];
  }

  /** Gateways at which tokens wait for others, with the flows that they came by. */
  waitingJoins(): readonly { readonly gateway: string; readonly flows: readonly string[] }[] {
    return Object.values(this.#state.elements).flatMap(({ joins }) =>
      Object.entries(joins ?? {}).map(([gateway, counts]) => ({ gateway, flows: Object.keys(counts) })),
    );
  }

  /** `target`: the definition that a migration goes to. */
  play(request: Operation, target?: CompiledProcess): Preview {
    try {
      return this.#play(request, target);
    } catch {
      // The kernel throws where a page of another version meets events that it does not know.
      return { ok: 'unknown' };
    }
  }

  #play(request: Operation, target: CompiledProcess | undefined): Preview {
    const state = fork(this.#state);
    const given = { now: Date.now(), seed: 'preview', budget };
    const events: Event[] = [];
    const commands: Command[] = [];
    const input = { ...given, type: 'requested', request } as const;
    let outcome = step(this.#linked, state, target === undefined ? input : { ...input, target: linkCompiled(target) });
    if (!outcome.ok) return { ok: false, refusals: outcome.problems.map(toRefusal) };
    const linked = target === undefined ? this.#linked : linkCompiled(target);
    for (let round = 1; outcome.ok; round += 1) {
      events.push(...outcome.events);
      commands.push(...outcome.commands);
      if (!outcome.more || round === mostRounds) break;
      outcome = step(linked, state, { ...given, type: 'continued' });
    }
    return summarize(this.#state, state, events, commands);
  }
}

function linkCompiled({ hash, definition }: CompiledProcess): Linked {
  if (!isDefinition(definition)) throw new Error('The definition is of a format that this page does not know');
  return link(hash, definition);
}

/** The server answers what it has compiled itself: the format says that both mean the same. */
function isDefinition(value: object): value is Definition {
  return 'format' in value && value.format === 1;
}

/** The server answers events as the kernel wrote them. */
function isEvent(value: object): value is Event {
  return 'type' in value && typeof value.type === 'string' && 'at' in value;
}

function toRefusal({ key, message, values }: Problem): Refusal {
  return { elementId: values['elementId'] ?? values['element'] ?? null, code: key, message };
}

function summarize(
  before: InstanceState,
  after: InstanceState,
  events: readonly Event[],
  commands: readonly Command[],
): Preview {
  const began = new Map<string, string>();
  for (const event of events) if (event.type === 'elementActivating') began.set(event.key, event.element);
  const old = Object.values(before.elements).filter(({ scope }) => scope !== null);
  const fresh = [...began].map(([key, element]) => ({ key, element }));
  const isLive = ({ key }: { readonly key: string }) => after.elements[key] !== undefined;
  return {
    ok: true,
    ends: counted(old.filter((one) => !isLive(one))),
    waits: counted(fresh.filter(isLive)),
    passes: counted(fresh.filter((one) => !isLive(one))),
    calls: [...new Set(commands.flatMap((command) => (command.type === 'runActivity' ? [command.activity] : [])))],
    stopsListening: counted(events.flatMap((event) => stoppedBy(event, before))),
    startsListening: counted(events.flatMap(startedBy)),
    incidents: events.flatMap((event) =>
      event.type === 'incidentRaised' ? [{ elementId: event.element, message: event.message }] : [],
    ),
    instanceEnds: after.status === 'completed' || after.status === 'terminated',
  };
}

/** A wait for a timer, message, signal or condition that was there before and is over. */
function stoppedBy(event: Event, before: InstanceState): { readonly element: string }[] {
  switch (event.type) {
    case 'timerCancelled':
    case 'messageUnsubscribed':
    case 'signalUnsubscribed':
    case 'conditionUnsubscribed': {
      const wait = before.waits[event.key];
      return wait !== undefined && 'element' in wait ? [wait] : [];
    }
    default:
      return [];
  }
}

function startedBy(event: Event): { readonly element: string }[] {
  switch (event.type) {
    case 'timerStarted':
    case 'messageSubscribed':
    case 'signalSubscribed':
    case 'conditionSubscribed':
      return [event];
    default:
      return [];
  }
}

function counted(found: readonly { readonly element: string }[]): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const { element } of found) counts.set(element, (counts.get(element) ?? 0) + 1);
  return [...counts].map(([elementId, count]) => ({ elementId, count }));
}
