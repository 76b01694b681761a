import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';

/** How the server reaches Temporal. Connects at the first call, so it starts and lists while Temporal is down. */
export interface Temporal {
  readonly client: Client;
  readonly taskQueue: string;
  close(): Promise<void>;
}

export function connectTemporal(settings: {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** The product's codec: what the workers of the namespace use too. */
  readonly codec: PayloadCodec;
}): Temporal {
  const connection = Connection.lazy({ address: settings.address });
  const client = new Client({
    connection,
    namespace: settings.namespace,
    dataConverter: { payloadCodecs: [settings.codec] },
  });
  return { client, taskQueue: settings.taskQueue, close: () => connection.close() };
}
