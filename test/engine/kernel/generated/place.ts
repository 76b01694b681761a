import type { ElementOptions, ProcessBuilder } from '#engine/testing/index.ts';
import type { Block, Boundary, End, Inner } from './block.ts';
import type { Names } from './draw-events.ts';

/** What is known of the place that a block is drawn at. */
export interface Place {
  /** How many multi-instances lie around it. In one, a subscription is told apart by its item; in more, by chance. */
  readonly items: number;
  /** Inside an event subprocess that catches escalations: Zeebe stops for good when another is thrown there (DIF5). */
  readonly quiet: boolean;
  /** Directly inside an ad-hoc subprocess, which has no end events. */
  readonly adHoc: boolean;
  /** On the way to an inclusive join: Zeebe does not look at it again when the last token leaves sideways (DIF10). */
  readonly merged: boolean;
  /** Beside others that begin in the same step, in an order of each engine's own (DIF4): they must not write what others read. */
  readonly race: boolean;
  /** Something around hears escalations and goes on: it does not hear those of a called process (DIF16). */
  readonly heard: boolean;
  /** Inside an event subprocess that has interrupted what lies around it: Zeebe does not catch its errors there (DIF9). */
  readonly aside: boolean;
}

export const outside: Place = {
  items: 0,
  quiet: false,
  adHoc: false,
  merged: false,
  race: false,
  heard: false,
  aside: false,
};

/** Inside a scope of its own: what was said of the flow around it does not hold there. */
export function within(place: Place, also: Partial<Place> = {}): Place {
  return { ...place, adHoc: false, merged: false, ...also };
}

/** Draws blocks, and what they have in common. */
export interface Pencil {
  readonly names: Names;
  /** XML of the processes that are called. */
  readonly called: string[];
  readonly collections: string[];
  readonly gatewayFlows: string[];
  readonly uncertainCalls: string[];
  readonly uncertainAdHocs: string[];
  draw(at: ProcessBuilder, block: Block, place: Place): void;
  boundaries(at: ProcessBuilder, host: string, boundaries: readonly Boundary[], place: Place): void;
  /** The event subprocesses of the scope that `at` draws. */
  inner(at: ProcessBuilder, inner: readonly Inner[], place: Place): void;
  /** Listeners of an element that has no choice of its own. */
  listened(id: string, events: readonly ('start' | 'end')[]): ElementOptions;
  /** It can be compensated by what is thrown in its scope. */
  compensable(at: ProcessBuilder, id: string): void;
}

/**
 * Where others begin in the same step, an end that interrupts them would hang on how far they have got (DIF4); they do also
 * where somebody hears what is thrown and goes on.
 */
export function allowedEnd(end: End, { quiet, race, heard, aside }: Place): End {
  if (end === 'escalation' && quiet) return 'none';
  if (end === 'terminate') return heard ? 'none' : end;
  if (end === 'error' && aside) return 'none';
  return (race || heard) && (end === 'escalation' || end === 'error') ? 'none' : end;
}

/** What a start listener of an event brings goes along with its error or escalation here, not so in Zeebe (DIF34). */
export function listenableOf(end: End): readonly ('start' | 'end')[] {
  if (end === 'error') return [];
  return end === 'escalation' ? ['end'] : ['start', 'end'];
}

export function isThrowing(block: Block): boolean {
  return (
    ['throwSignal', 'link', 'escalate', 'compensate'].includes(block.kind) ||
    (block.kind === 'job' && block.at === 'throw')
  );
}

/** It hears escalations and lets what threw them go on. */
export function hears(catchers: readonly Boundary[]): boolean {
  return catchers.some(({ on }) => on === 'escalationNon');
}

/** The key that tells the messages to one place apart from those to others. */
export function keyAt({ items }: Place): string {
  return items === 0 ? 'k' : 'k + "-" + string(item)';
}
