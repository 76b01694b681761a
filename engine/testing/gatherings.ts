import type { JsonObject } from '#engine/contracts/json.ts';
import type { OuterStart } from './start-events.ts';

/** What has come for a start event that waits for several things. */
export interface Gathering {
  readonly start: OuterStart;
  /** Empty until a message with a key has come. */
  readonly correlationKey: string;
  /** By the part, in the order in which they came. */
  readonly came: ReadonlyMap<number, JsonObject>;
}

/** An occurrence of a start event that gathers. */
interface Occurrence {
  readonly start: OuterStart;
  readonly variables: JsonObject;
  /** Of a message; null = a signal, timer or condition, which is a part of each gathering that lacks it. */
  readonly correlationKey: string | null;
}

/**
 * What parallel multiple start events of a world's processes wait with, as a server keeps it (MUL5): a message goes to the
 * oldest gathering of its key that lacks it, anything else to each that lacks it; where there is none, one is opened.
 */
export class Gatherings {
  #open: readonly Gathering[] = [];

  join(occurrence: Occurrence): void {
    const { start, correlationKey } = occurrence;
    const lacking = this.#open.filter((one) => fits(one, occurrence));
    const chosen = correlationKey === null ? lacking : lacking.slice(0, 1);
    const opened: Gathering = { start, correlationKey: '', came: new Map() };
    if (chosen.length === 0) this.#open = [...this.#open, joined(opened, occurrence)];
    else this.#open = this.#open.map((one) => (chosen.includes(one) ? joined(one, occurrence) : one));
  }

  /** Takes the oldest that is complete and may start. */
  takeComplete(mayStart: (gathering: Gathering) => boolean): Gathering | null {
    const found = this.#open.find((one) => lackedParts(one).length === 0 && mayStart(one));
    this.#open = this.#open.filter((one) => one !== found);
    return found ?? null;
  }

  /** In words, oldest first: `both: 1 of 2 came, waits for message packed`. */
  describe(): readonly string[] {
    return this.#open.map((one) => {
      const { start, correlationKey, came } = one;
      const key = correlationKey === '' ? '' : ` (${correlationKey})`;
      const lacked = lackedParts(one).map((part) => start.parts[part] ?? '');
      const awaited = lacked.length === 0 ? 'its key' : lacked.join(', ');
      return `${start.element}${key}: ${came.size} of ${start.parts.length} came, waits for ${awaited}`;
    });
  }
}

function fits(gathering: Gathering, { start, correlationKey }: Occurrence): boolean {
  if (gathering.start.linked !== start.linked || gathering.start.element !== start.element) return false;
  const keys = new Set([gathering.correlationKey, correlationKey ?? ''].filter((key) => key !== ''));
  return keys.size < 2 && start.triggered.some((part) => !gathering.came.has(part));
}

/** A message is one part, though several wait for its name. */
function joined(gathering: Gathering, { start, variables, correlationKey }: Occurrence): Gathering {
  const lacked = start.triggered.filter((part) => !gathering.came.has(part));
  const parts = correlationKey === null ? lacked : lacked.slice(0, 1);
  return {
    ...gathering,
    correlationKey: gathering.correlationKey === '' ? (correlationKey ?? '') : gathering.correlationKey,
    came: new Map([...gathering.came, ...parts.map((part) => [part, variables] as const)]),
  };
}

function lackedParts({ start, came }: Gathering): readonly number[] {
  return [...start.parts.keys()].filter((part) => !came.has(part));
}
