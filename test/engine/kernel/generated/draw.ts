import { process } from '#engine/testing/index.ts';
import type { ElementOptions, JobOptions, ProcessBuilder } from '#engine/testing/index.ts';
import { startName } from '../differential/act.ts';
import type { Start } from '../differential/act.ts';
import type { Block, Boundary, Frame, Inner } from './block.ts';
import {
  drawAdHoc,
  drawCall,
  drawConditional,
  drawEvents,
  drawItems,
  drawParallel,
  drawSub,
  drawUser,
} from './draw-containers.ts';
import {
  endOf,
  isInterrupting,
  listenersOf,
  mappingOf,
  messageOf,
  Names,
  passing,
  processListeners,
  timerText,
  triggerOf,
} from './draw-events.ts';
import { allowedEnd, hears, isThrowing, keyAt, listenableOf, outside, within } from './place.ts';
import type { Pencil, Place } from './place.ts';

export interface Drawing {
  readonly start: Start;
  /** The process `p`, then those that it calls. */
  readonly files: readonly string[];
  /** Names that the explained differences to Zeebe concern. */
  readonly outputCollections: readonly string[];
  readonly eventGatewayFlows: readonly string[];
  readonly uncertainCalls: readonly string[];
  readonly uncertainAdHocs: readonly string[];
}

/**
 * Draws a process `p`. It reads `x` (a number), `items` (a list) and `k` (the correlation key). Timers lie ten minutes
 * apart, each message and signal has its own name, so that one act has one effect.
 */
export function draw(frame: Frame): Drawing {
  const pen = new Pen(frame.listened);
  // What an end listener brings is lost in Zeebe where an event subprocess has interrupted its scope (DIF20).
  const events = frame.inner.length > 0 ? (['start'] as const) : (['start', 'end'] as const);
  const builder = process('p', frame.listeners ? { extensions: processListeners('p', events) } : {});
  const trigger =
    frame.start === 'message'
      ? { message: startName }
      : frame.start === 'signal'
        ? { signal: startName }
        : { none: true as const };
  builder.startEvent('start', trigger, pen.listened('start', ['end']));
  const place = { ...outside, heard: hears(frame.inner) };
  pen.draw(builder, frame.body, place);
  const end = allowedEnd(frame.end, place);
  builder.endEvent('end', endOf('end', end), pen.listened('end', listenableOf(end)));
  pen.inner(builder, frame.inner, place);
  return {
    start: frame.start,
    files: [builder.toXml(), ...pen.called],
    outputCollections: pen.collections,
    eventGatewayFlows: pen.gatewayFlows,
    uncertainCalls: pen.uncertainCalls,
    uncertainAdHocs: pen.uncertainAdHocs,
  };
}

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

class Pen implements Pencil {
  readonly names = new Names();
  readonly called: string[] = [];
  readonly collections: string[] = [];
  readonly gatewayFlows: string[] = [];
  readonly uncertainCalls: string[] = [];
  readonly uncertainAdHocs: string[] = [];
  /** The last compensable activity drawn in each scope. */
  readonly #undoable = new Map<ProcessBuilder, string>();
  readonly #listened: number;
  #asked = 0;

  constructor(listened: number) {
    this.#listened = listened;
  }

  draw(at: ProcessBuilder, block: Block, place: Place): void {
    const id = this.names.id(block.kind);
    // An inner instance of an ad-hoc subprocess in which something is thrown never ends in Zeebe (DIF14).
    if (place.adHoc && isThrowing(block)) return void at.task(id);
    switch (block.kind) {
      case 'job':
        return this.#job(at, id, block, place);
      case 'user':
        drawUser(at, id, block);
        return this.boundaries(at, id, block.boundary, place);
      case 'script':
      case 'decision':
        return this.#value(at, id, block, place);
      case 'pass': {
        const listened = listenersOf(id, block.listeners, ['start', 'end']);
        return void (block.manual ? at.manualTask(id, listened) : at.task(id, listened));
      }
      case 'timer':
      case 'message':
      case 'signal':
        return this.#catch(at, id, block, place);
      case 'throwSignal':
        return void at.throwEvent(id, { signal: `thrown_${id}` }, this.listened(id, ['start', 'end']));
      case 'link':
        // Zeebe's inclusive join does not wait for what comes over a link (DIF15).
        if (place.merged) return void at.task(id);
        return void at.throwEvent(id, { link: id }).unlinked().catchEvent(`${id}_target`, { link: id });
      case 'compensable':
        return this.#compensable(at, id, block);
      case 'compensate':
        return void at.throwEvent(id, { compensation: block.one ? (this.#undoable.get(at) ?? null) : null });
      case 'escalate':
        return void (place.quiet || place.race
          ? at.task(id)
          : at.throwEvent(id, { escalation: block.code }, this.listened(id, ['end'])));
      case 'sequence':
        for (const one of block.blocks) this.draw(at, one, place);
        return;
      case 'exclusive':
      case 'inclusive':
        return drawConditional(this, at, id, block, place);
      case 'parallel':
        return drawParallel(this, at, id, block.branches, place);
      case 'events':
        return drawEvents(this, at, id, block.branches, place);
      case 'sub':
        return drawSub(this, at, id, block, place);
      case 'items':
        return drawItems(this, at, id, block, place);
      case 'call':
        drawCall(this, at, id, block, place);
        return this.boundaries(at, id, block.boundary, place);
      case 'adHoc':
        return drawAdHoc(this, at, id, block, place);
    }
  }

  listened(id: string, events: readonly ('start' | 'end')[]): ElementOptions {
    this.#asked += 1;
    return listenersOf(id, this.#listened > 0 && this.#asked % this.#listened === 0, events);
  }

  compensable(at: ProcessBuilder, id: string): void {
    this.#undoable.set(at, id);
    at.compensation(id, `undo_${id}`, { inputs: { undone: 'x' } });
  }

  boundaries(at: ProcessBuilder, host: string, boundaries: readonly Boundary[], place: Place): void {
    for (const boundary of boundaries) {
      const { on, body } = boundary;
      if (!canSubscribe(on, place)) continue;
      if (place.merged && isInterrupting(on)) continue;
      const id = this.names.id('boundary');
      const event = triggerOf(id, boundary, this.names, keyAt(place));
      at.boundaryEvent(id, host, event, { interrupting: isInterrupting(on), ...this.listened(id, ['end']) });
      this.draw(at, body, place);
      if (!place.adHoc) at.endEvent(`${id}_stop`);
    }
    at.from(host);
  }

  inner(at: ProcessBuilder, inner: readonly Inner[], place: Place): void {
    for (const one of inner) {
      if (!canSubscribe(one.on, place)) continue;
      const id = this.names.id('esp');
      const quiet = place.quiet || inner.some(({ on }) => on.startsWith('escalation'));
      const fill = (scope: ProcessBuilder): void => {
        this.draw(scope, one.body, within(place, { quiet, aside: place.aside || isInterrupting(one.on) }));
        scope.endEvent(`${id}_stop`);
      };
      at.eventSubProcess(id, triggerOf(id, one, this.names, keyAt(place)), fill, {
        interrupting: isInterrupting(one.on),
        ...(one.mapped && { startOutputs: { x: passing(id) } }),
        // While one waits for its start listeners, Zeebe gives what came with it to the next one (DIF30).
        ...listenersOf(id, one.listeners, isInterrupting(one.on) && inner.length === 1 ? ['start', 'end'] : ['end']),
      });
    }
  }

  /** What works out a value by itself. Where others begin at the same time, it is one that nobody reads. */
  #value(at: ProcessBuilder, id: string, { kind, mapping }: Of<'script' | 'decision'>, place: Place): void {
    if (place.items > 0) {
      // Never the same value twice (DIF3).
      const expression = `item + ${10 * Number(/\d+$/.exec(id)?.[0])}`;
      return void at.scriptTask(id, { expression, result: place.race ? `v_${id}` : 'r' });
    }
    const writes = mapping === 'out' || mapping === 'both';
    const options = {
      ...(place.race && writes ? {} : mappingOf(id, mapping)),
      ...this.listened(id, ['start', 'end']),
    };
    // The host answers a decision later: beside others it would hang on how far they get meanwhile (DIF4).
    if (kind === 'decision' && !place.race) at.businessRuleTask(id, { decision: 'dec', result: `v_${id}` }, options);
    else at.scriptTask(id, { expression: 'x + 1', result: place.race ? `v_${id}` : 'x' }, options);
  }

  #job(at: ProcessBuilder, id: string, block: Of<'job'>, place: Place): void {
    const options: JobOptions = {
      type: block.fault === 'type' ? `=if modulo(x, 5) = 3 then null else "${id}"` : id,
      ...(block.fault === 'retries' && { retries: '=if modulo(x, 5) = 4 then "many" else 3' }),
      ...mappingOf(id, block.mapping),
      ...listenersOf(id, block.listeners, ['start', 'end']),
    };
    const type = options.type ?? id;
    switch (block.at) {
      case 'service':
        at.serviceTask(id, options);
        break;
      case 'send':
        at.sendTask(id, options);
        break;
      case 'script':
        at.scriptTask(id, { type }, options);
        break;
      case 'rule':
        at.businessRuleTask(id, { type }, options);
        break;
      case 'throw':
        return void at.throwEvent(id, { job: id }, mappingOf(id, block.mapping));
    }
    this.boundaries(at, id, block.boundary, place);
  }

  #compensable(at: ProcessBuilder, id: string, block: Of<'compensable'>): void {
    const multiInstance = { sequential: true, inputCollection: 'items', inputElement: 'item' };
    at.serviceTask(id, { ...mappingOf(id, block.mapping), ...(block.items && { multiInstance }) });
    this.compensable(at, id);
    at.from(id);
  }

  #catch(at: ProcessBuilder, id: string, block: Of<'timer' | 'message' | 'signal'>, place: Place): void {
    if (block.kind === 'timer') {
      const timed = timerText(this.names.duration(), block.fault);
      const listened = listenersOf(id, block.listeners, ['start', 'end']);
      return void at.catchEvent(id, { timer: { duration: timed } }, listened);
    }
    if (!canSubscribe(block.kind, place)) return void at.task(id);
    const mapped = block.mapped && place.items === 0 ? { outputs: { x: passing(id) } } : {};
    const options = { ...mapped, ...this.listened(id, ['start', 'end']) };
    if (block.kind === 'signal') return void at.catchEvent(id, { signal: `s_${id}` }, options);
    const message = messageOf(id, block.fault, keyAt(place));
    if (!block.task) return void at.catchEvent(id, message, options);
    at.receiveTask(id, message, options);
    this.boundaries(at, id, block.boundary, place);
  }
}

/**
 * Among the items of a multi-instance Zeebe hands a signal to all at once; here one after the other, and a condition may end
 * the rest between (DIF7). The items of nested ones have no keys of their own.
 */
function canSubscribe(on: Boundary['on'], { items }: Place): boolean {
  if (on.startsWith('signal')) return items === 0;
  return !on.startsWith('message') || items <= 1;
}
