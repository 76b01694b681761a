/**
 * A small world for the pages: orders that walk through order.bpmn one element at a tick. It speaks the same contracts as
 * the server, so that screens can be looked at and tested where no Temporal and no Postgres run.
 */
export interface StandInInstance {
  readonly key: string;
  readonly businessId: string;
  readonly startedAt: number;
  endedAt: number | null;
  state: 'ACTIVE' | 'COMPLETED' | 'TERMINATED';
  at: string;
  since: number;
  incident: { readonly key: string; readonly message: string } | null;
  assignee: string | null;
  draft: { data: object; updatedAt: string } | null;
  readonly variables: Record<string, unknown>;
  readonly visited: Record<string, number>;
  readonly flows: Record<string, number>;
  readonly events: {
    seq: number;
    at: number;
    type: string;
    elementId: string | null;
    values: Record<string, unknown>;
  }[];
}

interface Step {
  readonly name: string;
  readonly kind: string;
  /** Flow and target, chosen by the order. */
  readonly next: (instance: StandInInstance) => readonly [flow: string, target: string] | null;
}

const isSuspicious = (instance: StandInInstance) => Number(BigInt(instance.key) / 4_194_304n) % 3 === 0;

export const steps: Readonly<Record<string, Step>> = {
  Start_Order: { name: 'Order received 收到订单', kind: 'startEvent', next: () => ['Flow_1', 'Task_Stock'] },
  Task_Stock: { name: 'Reserve stock 预留库存', kind: 'serviceTask', next: () => ['Flow_2', 'Gateway_Match'] },
  Gateway_Match: {
    name: 'Possible match? 疑似命中?',
    kind: 'exclusiveGateway',
    next: (instance) => (isSuspicious(instance) ? ['Flow_3', 'Task_Review'] : ['Flow_4', 'Task_Ship']),
  },
  Task_Review: { name: 'Review match 人工复核', kind: 'userTask', next: () => ['Flow_5', 'Task_Ship'] },
  Task_Ship: { name: 'Ship 发货', kind: 'serviceTask', next: () => ['Flow_6', 'Event_Customs'] },
  Event_Customs: {
    name: 'Customs released 海关放行',
    kind: 'intermediateCatchEvent',
    next: () => ['Flow_7', 'Task_Settle'],
  },
  Task_Settle: { name: 'Settle 结算', kind: 'serviceTask', next: () => ['Flow_8', 'End_Order'] },
  End_Order: { name: 'Order settled 订单结清', kind: 'endEvent', next: () => null },
};

export class StandInWorld {
  readonly instances: StandInInstance[] = [];
  readonly #changed: (keys: readonly string[]) => void;

  constructor(changed: (keys: readonly string[]) => void) {
    this.#changed = changed;
  }

  start(startedAt = Date.now()): StandInInstance {
    const ordinal = this.instances.length + 1;
    const instance: StandInInstance = {
      key: String(BigInt(ordinal + 2_251_799) * 4_194_304n),
      businessId: `SO-2026-${String(10_400 + ordinal)}`,
      startedAt,
      endedAt: null,
      state: 'ACTIVE',
      at: 'Start_Order',
      since: startedAt,
      incident: null,
      assignee: null,
      draft: null,
      variables: {
        orderId: `SO-2026-${String(10_400 + ordinal)}`,
        customer: {
          name: ['Anna Weiss', 'Luc Martin', 'Ioana Popescu', 'Joe Miller'][ordinal % 4],
          country: ['DE', 'FR', 'RO', 'US'][ordinal % 4],
        },
        total: { amount: 4_990 + ordinal * 137, currency: 'EUR' },
        lines: [{ sku: 'SILK-SCARF-01', quantity: 1 + (ordinal % 3), unitPrice: 2_490 }],
        match: { score: 0.86, party: 'A. Weiss Trading', list: 'sample' },
      },
      visited: {},
      flows: {},
      events: [],
    };
    this.instances.push(instance);
    this.#record(instance, 'instanceCreated', null);
    this.#record(instance, 'elementActivated', 'Start_Order');
    return instance;
  }

  /** Leaves the element where the order stands. */
  advance(instance: StandInInstance, at = Date.now()): void {
    this.#record(instance, 'elementCompleted', instance.at);
    instance.visited[instance.at] = (instance.visited[instance.at] ?? 0) + 1;
    const next = steps[instance.at]?.next(instance) ?? null;
    if (next === null) {
      instance.state = 'COMPLETED';
      instance.endedAt = at;
      this.#record(instance, 'instanceEnded', null, { status: 'completed' });
    } else {
      const [flow, target] = next;
      instance.flows[flow] = (instance.flows[flow] ?? 0) + 1;
      instance.at = target;
      instance.since = at;
      this.#record(instance, target === 'Task_Review' ? 'userTaskCreated' : 'elementActivated', target);
    }
    this.#changed([instance.key]);
  }

  raise(instance: StandInInstance, message: string): void {
    instance.incident = { key: String(BigInt(instance.key) + 77n), message };
    this.#record(instance, 'incidentRaised', instance.at, { message });
    this.#changed([instance.key]);
  }

  resolve(instance: StandInInstance): void {
    instance.incident = null;
    this.#record(instance, 'incidentResolved', instance.at);
    this.#changed([instance.key]);
  }

  cancel(instance: StandInInstance): void {
    instance.state = 'TERMINATED';
    instance.endedAt = Date.now();
    this.#record(instance, 'instanceEnded', null, { status: 'terminated' });
    this.#changed([instance.key]);
  }

  changed(instance: StandInInstance): void {
    this.#changed([instance.key]);
  }

  #record(
    instance: StandInInstance,
    type: string,
    elementId: string | null,
    values: Record<string, unknown> = {},
  ): void {
    const seq = (instance.events.at(-1)?.seq ?? 0) + 1;
    instance.events.push({ seq, at: Math.max(instance.since, instance.startedAt) + seq * 40, type, elementId, values });
  }
}
