import type { Json, JsonObject } from '#engine/contracts/json.ts';

/** One record that Zeebe wrote: an event of a process instance, a job, an incident, a variable … */
export interface ZeebeRecord {
  readonly key: string;
  readonly valueType: string;
  readonly intent: string;
  readonly value: ZeebeValue;
}

/** Keys come as text: they exceed 2^53. */
export type ZeebeValue = { readonly [name: string]: Json };

/** Keys exceed what a number holds. */
function withTextKeys(json: string): string {
  return json.replace(/("\w*[kK]ey"):(-?\d{15,})/g, '$1:"$2"');
}

/** A property of a record that is text or a number. */
export function textOf(value: ZeebeValue, name: string): string {
  const found = value[name];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export interface Reply {
  readonly ok: boolean;
  readonly reason?: string;
  readonly rejection?: string;
  readonly record?: { readonly key: number; readonly value: { readonly [name: string]: Json } };
}

/** A real Zeebe behind a control port; see `ZEEBE_ORACLE_URL` in CONTRIBUTING. For tests only. */
export class Zeebe {
  readonly #url: string;
  #from = 0;

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
  }

  async send(op: string, body: JsonObject = {}): Promise<Reply> {
    const reply = JSON.parse(withTextKeys(await this.#post(op, body))) as Reply & { readonly error?: string };
    // The engine behind the port came to nothing, on a busy machine for one: that says nothing about the diagram.
    if (reply.error !== undefined) throw new Error(`Zeebe does not answer: ${reply.error}`);
    return reply;
  }

  /** Whether the control port passes on what a job answers besides variables. */
  async takesJobResults(): Promise<boolean> {
    const reply = JSON.parse(await this.#post('can', {})) as { readonly reason?: string };
    return reply.reason === 'jobResult';
  }

  /** All records since the last call, once nothing moves any more. */
  async settle(): Promise<readonly ZeebeRecord[]> {
    const found: ZeebeRecord[] = [];
    for (let round = 0; round < 50; round += 1) {
      const { ok } = JSON.parse(await this.#post('idle', { ms: 5000 })) as { ok: boolean };
      const more = await this.#read();
      found.push(...more);
      if (ok && more.length === 0) return found;
    }
    throw new Error('Zeebe does not come to rest');
  }

  /** As `settle`, after the clock has moved: due timers are looked for now and then, not at once. */
  async settleTimers(): Promise<readonly ZeebeRecord[]> {
    const found: ZeebeRecord[] = [];
    // A worker's time to do a job may be over sooner than the engine looks for timers.
    const isQuiet = (): boolean => found.every(({ valueType }) => valueType === 'JOB');
    for (let waited = 0; waited < 400 && isQuiet(); waited += 40) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      found.push(...(await this.settle()));
    }
    return found;
  }

  async #read(): Promise<readonly ZeebeRecord[]> {
    const text = await this.#post('records', { from: this.#from });
    const { records, next } = JSON.parse(withTextKeys(text)) as {
      records: readonly ZeebeRecord[];
      next: number;
    };
    this.#from = next;
    return records;
  }

  async reset(): Promise<void> {
    await this.send('reset');
    this.#from = 0;
  }

  async #post(op: string, body: JsonObject): Promise<string> {
    const response = await fetch(`${this.#url}/${op}`, { method: 'POST', body: JSON.stringify(body) });
    return response.text();
  }
}
