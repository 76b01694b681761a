import { process } from '#engine/testing/index.ts';
import type { EventOptions, ProcessBuilder } from '#engine/testing/index.ts';
import type { Block, Boundary, End } from './block.ts';

export interface Drawing {
  readonly xml: string;
  /** Names that the explained differences to Zeebe concern. */
  readonly outputCollections: readonly string[];
  readonly eventGatewayFlows: readonly string[];
}

/**
 * Draws a block as a process `p`. It reads `x` (a number), `items` (a list) and `k` (the correlation key). Timers lie ten
 * minutes apart, each message and signal has its own name, so that one act has one effect.
 */
export function draw(block: Block): Drawing {
  const pen = new Pen();
  const builder = process('p').startEvent('start');
  pen.draw(builder, block, { items: false, quiet: false });
  builder.endEvent('end');
  return { xml: builder.toXml(), outputCollections: pen.collections, eventGatewayFlows: pen.gatewayFlows };
}

interface Place {
  /** Inside a multi-instance: several subscriptions of one name would be told apart by chance. */
  readonly items: boolean;
  /** Inside an event subprocess that catches escalations: Zeebe stops for good when another is thrown there (DIF5). */
  readonly quiet: boolean;
}

class Pen {
  readonly collections: string[] = [];
  readonly gatewayFlows: string[] = [];
  #ids = 0;
  #timers = 0;

  #id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }

  #duration(): string {
    this.#timers += 1;
    return `PT${this.#timers * 10}M`;
  }

  #message(id: string): EventOptions {
    return { message: `m_${id}`, correlationKey: 'k' };
  }

  draw(at: ProcessBuilder, block: Block, place: Place): void {
    switch (block.kind) {
      case 'job':
        return this.#job(at, block, place);
      case 'user':
        return void at.userTask(this.#id('user'));
      case 'script':
        // Items that all read and write one variable would race.
        if (place.items) return void at.scriptTask(this.#id('script'), { expression: 'item', result: 'r' });
        return void at.scriptTask(this.#id('script'), { expression: 'x + 1', result: 'x' });
      case 'pass':
        return void at.task(this.#id('task'));
      case 'timer':
        return void at.catchEvent(this.#id('timer'), { timer: { duration: this.#duration() } });
      case 'message':
        return this.#catchMessage(at, block, place);
      case 'signal': {
        // Zeebe hands a signal to all items at once; here one after the other, and a condition may end the rest between.
        if (place.items) return void at.task(this.#id('task'));
        const id = this.#id('signal');
        return void at.catchEvent(id, { signal: `s_${id}` });
      }
      case 'sequence':
        for (const one of block.blocks) this.draw(at, one, place);
        return;
      case 'exclusive':
      case 'inclusive':
        return this.#conditional(at, block, place);
      case 'parallel':
        return this.#parallel(at, block.branches, place);
      case 'events':
        return this.#events(at, block.branches, place);
      case 'sub':
        return this.#sub(at, block, place);
      case 'items':
        return this.#items(at, block, place);
      case 'compensable': {
        const id = this.#id('job');
        return void at.serviceTask(id).compensation(id, `undo_${id}`).from(id);
      }
      case 'compensate':
        return void at.throwEvent(this.#id('compensate'), { compensation: null });
      case 'escalate':
        if (place.quiet) return void at.task(this.#id('task'));
        return void at.throwEvent(this.#id('escalate'), { escalation: 'ESC' });
    }
  }

  #job(at: ProcessBuilder, block: Extract<Block, { kind: 'job' }>, place: Place): void {
    const id = this.#id('job');
    const inputs =
      block.mapping === 'in' || block.mapping === 'both' ? { inputs: { local: 'x', 'nested.value': 'local' } } : {};
    const outputs =
      block.mapping === 'out' || block.mapping === 'both' ? { outputs: { x: 'r', 'total.last': 'x' } } : {};
    const listeners = block.listeners
      ? {
          listeners: [
            { event: 'start', type: `${id}_s` },
            { event: 'end', type: `${id}_e` },
          ] as const,
        }
      : {};
    at.serviceTask(id, { ...inputs, ...outputs, ...listeners });
    this.#boundaries(at, id, block.boundary, place);
  }

  #catchMessage(at: ProcessBuilder, block: Extract<Block, { kind: 'message' }>, place: Place): void {
    if (place.items) return void at.task(this.#id('task'));
    const id = this.#id('message');
    const options = block.mapped ? { outputs: { x: 'r' } } : {};
    if (block.task) at.receiveTask(id, { message: `m_${id}`, correlationKey: 'k' }, options);
    else at.catchEvent(id, this.#message(id), options);
  }

  #conditional(at: ProcessBuilder, block: Extract<Block, { kind: 'exclusive' | 'inclusive' }>, place: Place): void {
    const [split, join] = [this.#id('split'), this.#id('join')];
    const gateway = (id: string): ProcessBuilder =>
      block.kind === 'exclusive' ? at.exclusiveGateway(id) : at.inclusiveGateway(id);
    gateway(split);
    block.branches.forEach((branch, index) => {
      const isDefault = index === block.branches.length - 1 && (block.kind === 'inclusive' || block.complete);
      // Of an exclusive gateway at most one condition holds: Zeebe walks the flows from the last to the first.
      const condition = block.kind === 'exclusive' ? `modulo(x, 3) = ${index}` : `modulo(x, 3) >= ${index}`;
      at.from(split).flow(isDefault ? { default: true } : { condition });
      this.draw(at.task(this.#id('task')), branch, place);
      if (index === 0) gateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #parallel(at: ProcessBuilder, branches: readonly Block[], place: Place): void {
    const [split, join] = [this.#id('fork'), this.#id('join')];
    at.parallelGateway(split);
    branches.forEach((branch, index) => {
      this.draw(at.from(split).task(this.#id('task')), branch, place);
      if (index === 0) at.parallelGateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #events(at: ProcessBuilder, branches: readonly Block[], place: Place): void {
    const [split, join] = [this.#id('events'), this.#id('join')];
    at.eventBasedGateway(split);
    branches.forEach((branch, index) => {
      const id = this.#id('event');
      const event = index % 2 === 0 || place.items ? { timer: { duration: this.#duration() } } : this.#message(id);
      at.from(split).catchEvent(id, event);
      this.gatewayFlows.push(`${split}_${id}`);
      this.draw(at, branch, place);
      if (index === 0) at.exclusiveGateway(join);
      else at.to(join);
    });
    at.from(join);
  }

  #sub(at: ProcessBuilder, block: Extract<Block, { kind: 'sub' }>, place: Place): void {
    const id = this.#id('sub');
    at.subProcess(id, (inside) => {
      this.draw(inside.startEvent(`${id}_go`), block.body, place);
      inside.endEvent(`${id}_stop`, endEvent(place.quiet && block.end === 'escalation' ? 'none' : block.end));
      if (block.inner === null || (place.items && block.inner.on.startsWith('message'))) return;
      const { on, body } = block.inner;
      const eventSub = this.#id('esp');
      inside.eventSubProcess(
        eventSub,
        this.#trigger(eventSub, on),
        (within) => {
          this.draw(within, body, { ...place, quiet: place.quiet || on.startsWith('escalation') });
          within.endEvent(`${eventSub}_stop`);
        },
        { interrupting: !on.endsWith('Non') },
      );
    });
    this.#boundaries(at, id, block.boundary, place);
  }

  #items(at: ProcessBuilder, block: Extract<Block, { kind: 'items' }>, place: Place): void {
    const id = this.#id('each');
    const output = block.output ? { outputCollection: `out_${id}`, outputElement: 'r' } : {};
    // With branches inside, which item is first would hang on the order of parallel branches.
    const hasOrder = block.sequential || block.body.kind === 'job';
    const condition = block.condition && hasOrder ? { completionCondition: 'numberOfCompletedInstances >= 2' } : {};
    const multiInstance = {
      sequential: block.sequential,
      inputCollection: 'items',
      inputElement: 'item',
      ...output,
      ...condition,
    };
    if (block.output) this.collections.push(`out_${id}`);
    const inside = { ...place, items: true };
    if (block.body.kind === 'job') return void at.serviceTask(id, { multiInstance });
    at.subProcess(
      id,
      (scope) => {
        this.draw(scope.startEvent(`${id}_go`), block.body, inside);
        scope.endEvent(`${id}_stop`);
      },
      { multiInstance },
    );
  }

  #boundaries(at: ProcessBuilder, host: string, boundaries: readonly Boundary[], place: Place): void {
    for (const { on, body } of boundaries) {
      if (place.items && on.startsWith('message')) continue;
      const id = this.#id('boundary');
      at.boundaryEvent(id, host, this.#trigger(id, on), { interrupting: !on.endsWith('Non') });
      this.draw(at, body, place);
      at.endEvent(`${id}_stop`);
    }
    at.from(host);
  }

  #trigger(id: string, on: Boundary['on']): EventOptions {
    switch (on) {
      case 'timer':
      case 'timerNon':
        return { timer: { duration: this.#duration() } };
      case 'cycleNon':
        return { timer: { cycle: `R2/${this.#duration()}` } };
      case 'message':
      case 'messageNon':
        return this.#message(id);
      case 'error':
        return { error: 'ERR' };
      case 'errorAll':
        return { error: null };
      case 'escalation':
      case 'escalationNon':
        return { escalation: 'ESC' };
    }
  }
}

function endEvent(end: End): EventOptions {
  switch (end) {
    case 'none':
      return { none: true };
    case 'error':
      return { error: 'ERR' };
    case 'terminate':
      return { terminate: true };
    case 'escalation':
      return { escalation: 'ESC' };
    case 'compensation':
      return { compensation: null };
  }
}
