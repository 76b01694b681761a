import { Client, Connection, type DataConverter } from '@temporalio/client';

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
  readonly dataConverter?: DataConverter;
}): Temporal {
  const connection = Connection.lazy({ address: settings.address });
  const client = new Client({
    connection,
    namespace: settings.namespace,
    ...(settings.dataConverter === undefined ? {} : { dataConverter: settings.dataConverter }),
  });
  return { client, taskQueue: settings.taskQueue, close: () => connection.close() };
}
