import { Client, Connection } from '@temporalio/client';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';

/** How the server reaches Temporal. Connects at the first call, so it starts and lists while Temporal is down. */
export interface Temporal {
  /** Does nothing on a namespace that belongs to another database: each call but the first waits for `check`. */
  readonly client: Client;
  readonly taskQueue: string;
  /** Whether the namespace is this database's, as soon as Temporal tells. Rejects with the check's error, or past the time. */
  check(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

export function connectTemporal(settings: {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** The product's codec: what the workers of the namespace use too. */
  readonly codec: PayloadCodec;
  /** Told once, before anything else is asked of the namespace; throws when it must not be used. */
  readonly check: (client: Client) => Promise<void>;
}): Temporal {
  const connection = Connection.lazy({ address: settings.address });
  const { namespace } = settings;
  const dataConverter = { payloadCodecs: [settings.codec] };
  const checked = once(() => settings.check(new Client({ connection, namespace, dataConverter })));
  const client = new Client({
    connection,
    namespace,
    dataConverter,
    interceptors: { workflow: [afterwards(checked)] },
  });
  return {
    client,
    taskQueue: settings.taskQueue,
    check: (withinMs) => connection.withDeadline(Date.now() + withinMs, checked),
    close: () => connection.close(),
  };
}

/** Shares one call among all, and its success for good; a failure is tried again by the next caller. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
}

function afterwards(checked: () => Promise<void>): WorkflowClientInterceptor {
  return {
    start: async (input, next) => {
      await checked();
      return next(input);
    },
    startUpdate: async (input, next) => {
      await checked();
      return next(input);
    },
    describe: async (input, next) => {
      await checked();
      return next(input);
    },
  };
}
