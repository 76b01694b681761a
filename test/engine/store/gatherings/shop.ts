import type { JsonObject } from '#engine/contracts/json.ts';
import { createDeployments } from '#engine/server/services/deployments/deployments.ts';
import { startDueTimers } from '#engine/server/services/timer-starts.ts';
import { findStartConditions, startByConditions } from '#engine/store/conditions/index.ts';
import { type Database, openDatabase, transaction } from '#engine/store/database.ts';
import { createKeyLease } from '#engine/store/definitions/index.ts';
import { readGatherings } from '#engine/store/gatherings/index.ts';
import { publishMessage, type Published, startNext } from '#engine/store/messages/index.ts';
import { broadcastSignal } from '#engine/store/signals/index.ts';
import { type EventOptions, process } from '#engine/testing/index.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/index.ts';

const tenantId = '<default>';

/** One of several servers on one database. */
export class Server {
  readonly #database: Database;
  readonly #keys = createKeyLease();

  constructor(database: Database) {
    this.#database = database;
  }

  publish(
    name: string,
    correlationKey: string,
    variables: JsonObject = {},
    options: { readonly timeToLive?: number; readonly messageId?: string } = {},
  ): Promise<Published> {
    const { timeToLive = 0, messageId = null } = options;
    const publication = { tenantId, name, correlationKey, timeToLive, messageId, businessId: null, variables };
    return publishMessage(this.#database, this.#keys, publication);
  }

  async signal(
    name: string,
    variables: JsonObject = {},
    effectId: string = crypto.randomUUID(),
  ): Promise<readonly string[]> {
    return (await broadcastSignal(this.#database, this.#keys, { tenantId, name, variables, effectId })).started;
  }

  /** As if every condition were true. */
  async conditions(variables: JsonObject = {}, name: string = crypto.randomUUID()): Promise<readonly string[]> {
    const all = await findStartConditions(this.#database.pool, tenantId, null);
    const started = await startByConditions(this.#database, this.#keys, all, { tenantId, variables, name });
    return started.map(({ instanceKey }) => instanceKey);
  }

  timers(): Promise<readonly string[]> {
    return startDueTimers(this.#database, this.#keys);
  }

  /** The instance has ended. */
  free(correlationKey: string, instanceKey: string): Promise<readonly string[]> {
    const lock = { tenantId, processId: 'shipping', correlationKey, instanceKey };
    return transaction(this.#database, (tx) => startNext(tx, this.#keys, lock));
  }

  /** Deploys a process that starts when all of these have come. Answers the version's key. */
  async deploy(several: readonly EventOptions[], note = '', processId = 'shipping'): Promise<string> {
    const content = process(processId)
      .startEvent('both', { several, parallel: true })
      .userTask('ship', { name: `Ship ${note}` })
      .endEvent()
      .toXml();
    const deployments = createDeployments({
      database: this.#database,
      keys: this.#keys,
      activities: [],
      zone: 'Etc/UTC',
    });
    const { deployed } = await deployments.deploy([{ name: `${processId}.bpmn`, content }], tenantId, 'en');
    const [version] = deployed;
    if (version === undefined) throw new Error('nothing was deployed');
    return version.key;
  }
}

/** A database with servers on it, and what is in it. */
export interface Shop {
  readonly database: Database;
  readonly servers: readonly [Server, Server, Server];
  /** `2 of 3 (A-1)`, oldest first. */
  waiting(version: string): Promise<readonly string[]>;
  /** Variables of the starts, oldest first. */
  started(): Promise<readonly JsonObject[]>;
  /** Ends the instance that was started with these variables, and starts what waited for its key. */
  endWith(server: Server, variables: JsonObject): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const fresh: FreshDatabase = await freshDatabase();
  const databases = [1, 2, 3].map((one) => openDatabase(fresh.url, { poolSize: 6, name: `server ${one}` }));
  const [one, two, three] = databases;
  if (one === undefined || two === undefined || three === undefined) throw new Error('no database');
  return {
    database: one,
    servers: [new Server(one), new Server(two), new Server(three)],
    async waiting(processDefinitionKey) {
      const { gatherings } = await readGatherings(one.pool, { processDefinitionKey, limit: 200 });
      return gatherings.map(({ parts, correlationKey }) => {
        const came = parts.filter(({ cameAt }) => cameAt !== null).length;
        return `${came} of ${parts.length}${correlationKey === null ? '' : ` (${correlationKey})`}`;
      });
    },
    async started() {
      const { rows } = await one.pool.query<{ body: string }>(
        'select body from silkflow.start_request order by created_at',
      );
      return rows.map(({ body }) => (JSON.parse(body) as { arguments: { variables: JsonObject } }).arguments.variables);
    },
    async endWith(server, variables) {
      const { rows } = await one.pool.query<{ correlation_key: string; instance_key: string }>(
        `select l.correlation_key, l.instance_key from silkflow.message_start_lock l
         join silkflow.start_request s using (instance_key) where s.body::json -> 'arguments' ->> 'variables' = $1`,
        [JSON.stringify(variables)],
      );
      for (const lock of rows) await server.free(lock.correlation_key, lock.instance_key);
    },
    async clear() {
      await one.pool.query(
        `delete from silkflow.gathering; delete from silkflow.start_subscription; delete from silkflow.message_correlation;
         delete from silkflow.message; delete from silkflow.start_request; delete from silkflow.message_start_lock;
         delete from silkflow.process_instance; delete from silkflow.audit`,
      );
    },
    async close() {
      for (const database of databases) await database.pool.end();
      await fresh.drop();
    },
  };
}
