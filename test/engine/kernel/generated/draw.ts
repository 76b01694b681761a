import { process } from '#engine/testing/index.ts';
import type { ElementOptions, JobOptions, ProcessBuilder } from '#engine/testing/index.ts';
import type { Block, Boundary, End } from './block.ts';
import { endOf, listenersOf, mappingOf, messageOf, Names, taskListeners, triggerOf } from './draw-events.ts';

export interface Drawing {
  /** The process `p`, then those that it calls. */
  readonly files: readonly string[];
  /** Names that the explained differences to Zeebe concern. */
  readonly outputCollections: readonly string[];
  readonly eventGatewayFlows: readonly string[];
  readonly uncertainCalls: readonly string[];
}

/**
 * Draws a block as a process `p`. It reads `x` (a number), `items` (a list) and `k` (the correlation key). Timers lie ten
 * minutes apart, each message and signal has its own name, so that one act has one effect.
 */
export function draw(block: Block): Drawing {
  const pen = new Pen();
  const builder = process('p').startEvent('start');
  pen.draw(builder, block, { items: false, quiet: false, adHoc: false, merged: false, race: false, heard: false });
  builder.endEvent('end');
  return {
    files: [builder.toXml(), ...pen.called],
    outputCollections: pen.collections,
    eventGatewayFlows: pen.gatewayFlows,
    uncertainCalls: pen.uncertainCalls,
  };
}

interface Place {
  /** Inside a multi-instance: several subscriptions of one name would be told apart by chance. */
  readonly items: boolean;
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
}

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

class Pen {
  readonly called: string[] = [];
  readonly collections: string[] = [];
  readonly gatewayFlows: string[] = [];
  readonly uncertainCalls: string[] = [];
  readonly #names = new Names();
  /** The last compensable activity drawn in each scope. */
  readonly #undoable = new Map<ProcessBuilder, string>();

  draw(at: ProcessBuilder, block: Block, place: Place): void {
    const id = this.#names.id(block.kind);
    // An inner instance of an ad-hoc subprocess in which something is thrown never ends in Zeebe (DIF14).
    if (place.adHoc && isThrowing(block)) return void at.task(id);
    switch (block.kind) {
      case 'job':
        return this.#job(at, id, block, place);
      case 'user':
        this.#user(at, id, block);
        return this.#boundaries(at, id, block.boundary, place);
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
        return void at.throwEvent(id, { signal: `thrown_${id}` });
      case 'link':
        return void at.throwEvent(id, { link: id }).unlinked().catchEvent(`${id}_target`, { link: id });
      case 'compensable':
        this.#undoable.set(at, id);
        return void at.serviceTask(id).compensation(id, `undo_${id}`).from(id);
      case 'compensate':
        return void at.throwEvent(id, { compensation: block.one ? (this.#undoable.get(at) ?? null) : null });
      case 'escalate':
        return void (place.quiet || place.race ? at.task(id) : at.throwEvent(id, { escalation: block.code }));
      case 'sequence':
        for (const one of block.blocks) this.draw(at, one, place);
        return;
      case 'exclusive':
      case 'inclusive':
        return this.#conditional(at, id, block, place);
      case 'parallel':
        return this.#parallel(at, id, block.branches, place);
      case 'events':
        return this.#events(at, id, block.branches, place);
      case 'sub':
        return this.#sub(at, id, block, place);
      case 'items':
        return this.#items(at, id, block, place);
      case 'call':
        this.#call(at, id, block, place);
        return this.#boundaries(at, id, block.boundary, place);
      case 'adHoc':
        return this.#adHoc(at, id, block, place);
    }
  }

  /** What works out a value by itself. Where others begin at the same time, it is one that nobody reads. */
  #value(at: ProcessBuilder, id: string, { kind, mapping }: Of<'script' | 'decision'>, place: Place): void {
    if (place.items) {
      // Never the same value twice (DIF3).
      const expression = `item + ${10 * Number(/\d+$/.exec(id)?.[0])}`;
      return void at.scriptTask(id, { expression, result: place.race ? `v_${id}` : 'r' });
    }
    const writes = mapping === 'out' || mapping === 'both';
    const options = place.race && writes ? {} : mappingOf(mapping);
    if (kind === 'decision') at.businessRuleTask(id, { decision: 'dec', result: `v_${id}` }, options);
    else at.scriptTask(id, { expression: 'x + 1', result: place.race ? `v_${id}` : 'x' }, options);
  }

  #job(at: ProcessBuilder, id: string, block: Of<'job'>, place: Place): void {
    const options: JobOptions = {
      type: block.fault === 'type' ? `=if modulo(x, 5) = 3 then null else "${id}"` : id,
      ...(block.fault === 'retries' && { retries: '=if modulo(x, 5) = 4 then "many" else 3' }),
      ...mappingOf(block.mapping),
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
        return void at.throwEvent(id, { job: id }, mappingOf(block.mapping));
    }
    this.#boundaries(at, id, block.boundary, place);
  }

  #user(at: ProcessBuilder, id: string, block: Of<'user'>, options: ElementOptions = {}): void {
    at.userTask(id, {
      ...mappingOf(block.mapping),
      ...listenersOf(id, block.listeners, ['start', 'end']),
      ...(block.taskListeners && { extensions: taskListeners(id) }),
      ...options,
    });
  }

  #catch(at: ProcessBuilder, id: string, block: Of<'timer' | 'message' | 'signal'>, place: Place): void {
    if (block.kind === 'timer') {
      const duration = this.#names.duration();
      const timed = block.fault ? `=if modulo(x, 5) = 1 then "soon" else "${duration}"` : duration;
      const listened = listenersOf(id, block.listeners, ['start', 'end']);
      return void at.catchEvent(id, { timer: { duration: timed } }, listened);
    }
    // Zeebe hands a signal to all items at once; here one after the other, and a condition may end the rest between.
    if (place.items) return void at.task(id);
    if (block.kind === 'signal') return void at.catchEvent(id, { signal: `s_${id}` });
    const message = messageOf(id, block.fault);
    const options = block.mapped ? { outputs: { x: 'r' } } : {};
    if (block.task) at.receiveTask(id, message, options);
    else at.catchEvent(id, message, options);
  }

  #conditional(at: ProcessBuilder, id: string, block: Of<'exclusive' | 'inclusive'>, place: Place): void {
    const [split, join] = [`${id}_split`, `${id}_join`];
    const gateway = (name: string, options: ElementOptions = {}): ProcessBuilder =>
      block.kind === 'exclusive' ? at.exclusiveGateway(name, options) : at.inclusiveGateway(name, options);
    gateway(split, listenersOf(id, block.kind === 'exclusive' && block.listeners, ['start']));
    block.branches.forEach((branch, index) => {
      const isDefault = index === block.branches.length - 1 && (block.kind === 'inclusive' || block.complete);
      // Of an exclusive gateway at most one condition holds: Zeebe walks the flows from the last to the first.
      const condition = block.kind === 'exclusive' ? `modulo(x, 3) = ${index}` : `modulo(x, 3) >= ${index}`;
      at.from(split).flow(isDefault ? { default: true } : { condition });
      const merged = place.merged || block.kind === 'inclusive';
      this.draw(at.task(this.#names.id('task')), branch, {
        ...place,
        merged,
        race: place.race || block.kind === 'inclusive',
      });
      if (index === 0) gateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #parallel(at: ProcessBuilder, id: string, branches: readonly Block[], place: Place): void {
    const [split, join] = [`${id}_fork`, `${id}_join`];
    at.parallelGateway(split);
    branches.forEach((branch, index) => {
      this.draw(at.from(split).task(this.#names.id('task')), branch, { ...place, race: true });
      if (index === 0) at.parallelGateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #events(at: ProcessBuilder, id: string, branches: readonly Block[], place: Place): void {
    const [split, join] = [`${id}_wait`, `${id}_join`];
    at.eventBasedGateway(split);
    branches.forEach((branch, index) => {
      const event = this.#names.id('event');
      const kind = place.items || index === 0 ? 'timer' : index === 1 ? 'message' : 'signal';
      at.from(split).catchEvent(event, triggerOf(event, kind, this.#names));
      this.gatewayFlows.push(`${split}_${event}`);
      this.draw(at, branch, place);
      if (index === 0) at.exclusiveGateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #sub(at: ProcessBuilder, id: string, block: Of<'sub'>, place: Place): void {
    const heard = place.heard || block.inner?.on === 'escalationNon' || hears(block.boundary);
    const fill = (inside: ProcessBuilder): void => {
      this.draw(inside.startEvent(`${id}_go`), block.body, { ...place, adHoc: false, merged: false, heard });
      inside.endEvent(`${id}_stop`, endOf(`${id}_stop`, allowedEnd(block.end, place)));
      this.#inner(inside, block, place);
    };
    at.subProcess(id, fill, {
      ...mappingOf(block.mapping),
      // What an end listener brings is lost in Zeebe where an event subprocess has interrupted its subprocess (DIF20).
      ...listenersOf(id, block.listeners && block.inner === null, ['start', 'end']),
    });
    if (block.undo && !place.items) {
      this.#undoable.set(at, id);
      at.compensation(id, `undo_${id}`);
    }
    this.#boundaries(at, id, block.boundary, place);
  }

  #inner(inside: ProcessBuilder, { inner }: Of<'sub'>, place: Place): void {
    if (inner === null || (place.items && /^(message|signal)/.test(inner.on))) return;
    const { on, body, listeners } = inner;
    const id = this.#names.id('esp');
    inside.eventSubProcess(
      id,
      triggerOf(id, on, this.#names),
      (within) => {
        this.draw(within, body, {
          ...place,
          quiet: place.quiet || on.startsWith('escalation'),
          adHoc: false,
          merged: false,
        });
        within.endEvent(`${id}_stop`);
      },
      { interrupting: !on.endsWith('Non'), ...listenersOf(id, listeners, ['start', 'end']) },
    );
  }

  #items(at: ProcessBuilder, id: string, block: Of<'items'>, place: Place): void {
    const output = block.output ? { outputCollection: `out_${id}`, outputElement: 'r' } : {};
    const isOne = block.body.kind === 'job' || block.body.kind === 'user';
    // Several callees that end by an error at once: Zeebe lets each of them fail before the first is heard (DIF4).
    const end = block.body.kind === 'call' && ['error', 'escalation'].includes(block.body.end) ? 'none' : undefined;
    // With branches inside, which item is first would hang on the order of parallel branches.
    const condition =
      block.condition && (block.sequential || isOne) ? { completionCondition: 'numberOfCompletedInstances >= 2' } : {};
    const multiInstance = {
      sequential: block.sequential,
      inputCollection: block.fault ? 'if modulo(x, 5) = 1 then 7 else items' : 'items',
      inputElement: 'item',
      ...output,
      ...condition,
    };
    if (block.output) this.collections.push(`out_${id}`);
    const inside = { ...place, items: true, adHoc: false, merged: false };
    if (block.body.kind === 'job') {
      at.serviceTask(id, { multiInstance, ...listenersOf(id, block.body.listeners, ['start', 'end']) });
    } else if (block.body.kind === 'user') {
      this.#user(at, id, { ...block.body, mapping: 'none' }, { multiInstance });
    } else if (block.body.kind === 'call') {
      this.#call(at, id, { ...block.body, mapping: 'none', allToParent: false, end: end ?? block.body.end }, inside, {
        multiInstance,
      });
    } else {
      const fill = (scope: ProcessBuilder): void => {
        this.draw(scope.startEvent(`${id}_go`), block.body, inside);
        scope.endEvent(`${id}_stop`);
      };
      at.subProcess(id, fill, { multiInstance });
    }
    this.#boundaries(at, id, block.boundary, place);
  }

  #call(at: ProcessBuilder, id: string, block: Of<'call'>, place: Place, options: ElementOptions = {}): void {
    const { inputs, outputs } = mappingOf(block.mapping);
    // Without the variables of its caller the callee has none of the names that it reads.
    const locals = { ...(!block.allToChild && { x: 'x', k: 'k', items: 'items' }), ...inputs };
    const hasLocals = Object.keys(locals).length > 0;
    const callee = `called_${id}`;
    if (block.missing) this.uncertainCalls.push(id);
    const called = {
      process: block.missing ? `=if modulo(x, 5) = 2 then "nowhere" else "${callee}"` : callee,
      allToChild: block.allToChild,
      // A value that comes back as it went in would go on outwards in Zeebe (DIF3).
      allToParent: block.allToParent && !hasLocals,
    };
    at.callActivity(id, called, {
      ...(hasLocals && { inputs: locals }),
      ...(outputs !== undefined && { outputs }),
      ...listenersOf(id, block.listeners && !block.missing, ['start', 'end']),
      ...options,
    });
    const child = process(callee).startEvent(`${id}_go`);
    const quiet = place.quiet || place.heard || hears(block.boundary);
    this.draw(child, block.body, { ...place, adHoc: false, merged: false, quiet, heard: false });
    child.endEvent(`${id}_stop`, endOf(`${id}_stop`, allowedEnd(block.end, { ...place, quiet })));
    this.called.push(child.toXml());
  }

  #adHoc(at: ProcessBuilder, id: string, block: Of<'adHoc'>, place: Place): void {
    const firsts = block.bodies.map(() => this.#names.id('task'));
    const fill = (inside: ProcessBuilder): void => {
      block.bodies.forEach((body, index) => {
        const first = inside.unlinked().task(firsts[index] ?? '');
        this.draw(first, body, { ...place, adHoc: true, merged: false, race: place.race || block.all });
      });
    };
    at.adHocSubProcess(id, fill, {
      active: JSON.stringify(block.all ? firsts : firsts.slice(0, 1)),
      ...(block.condition && { completion: 'modulo(x, 2) = 0' }),
      cancelRemaining: block.cancelRemaining,
    });
    this.#boundaries(at, id, block.boundary, place);
  }

  #boundaries(at: ProcessBuilder, host: string, boundaries: readonly Boundary[], place: Place): void {
    for (const { on, body } of boundaries) {
      if (place.items && /^(message|signal)/.test(on)) continue;
      if (place.merged && !on.endsWith('Non')) continue;
      const id = this.#names.id('boundary');
      at.boundaryEvent(id, host, triggerOf(id, on, this.#names), { interrupting: !on.endsWith('Non') });
      this.draw(at, body, place);
      if (!place.adHoc) at.endEvent(`${id}_stop`);
    }
    at.from(host);
  }
}

/** Where others begin in the same step, an end that interrupts them would hang on how far they have got. */
function allowedEnd(end: End, { quiet, race }: Place): End {
  if (end === 'escalation' && quiet) return 'none';
  return race && (end === 'escalation' || end === 'error') ? 'none' : end;
}

function isThrowing(block: Block): boolean {
  return (
    ['throwSignal', 'link', 'escalate', 'compensate'].includes(block.kind) ||
    (block.kind === 'job' && block.at === 'throw')
  );
}

function hears(boundaries: readonly Boundary[]): boolean {
  return boundaries.some(({ on }) => on === 'escalationNon');
}
