import { Kysely, PostgresDialect } from 'kysely';
import type { Logger } from 'pino';
import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createKeyLease } from '#engine/store/definitions/index.ts';
import { createDeployments } from './deployments/deployments.ts';
import { createDecisionEvaluations } from './decisions.ts';
import { Forms } from './forms.ts';
import { Jobs } from './jobs.ts';
import { createMessages } from './messages.ts';
import type { Notifications } from './notifications.ts';
import { RequestDelivery } from './request-delivery.ts';
import { createRequests } from './requests.ts';
import type { Services, ServiceSettings } from './services.ts';
import { Starter } from './starter.ts';
import type { Temporal } from './temporal.ts';
import { createUserTasks } from './user-tasks.ts';

/** Wires the services over one database and one Temporal namespace. Starts nothing. */
export function createServices(parts: {
  readonly database: Database;
  /** The same database by connections that plan by key. */
  readonly keyed: Database;
  readonly temporal: Temporal;
  readonly notifications: Notifications;
  readonly activities: readonly ActivityManifest[];
  readonly settings: ServiceSettings;
  readonly log: Logger;
  readonly uniqueBusinessIds: boolean;
}): Services {
  const { database, keyed, temporal, notifications, settings, log } = parts;
  const keys = createKeyLease();
  const contents = createContentCache(keyed);
  const delivery = new RequestDelivery({ database: keyed, temporal, log });
  const requests = createRequests({ database: keyed, notifications, delivery });
  const { uniqueBusinessIds } = parts;
  const starter = new Starter({ database: keyed, temporal, keys, contents, log, uniqueBusinessIds });
  const query = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
  const forms = new Forms(database, contents);
  return {
    database,
    query,
    temporal,
    keys,
    contents,
    notifications,
    delivery,
    requests,
    starter,
    forms,
    log,
    settings,
    userTasks: createUserTasks({ database, query, requests, forms, zone: settings.zone }),
    jobs: new Jobs({ database: keyed, notifications, requests }),
    decisions: createDecisionEvaluations({ database, keys, contents, zone: settings.zone }),
    messages: createMessages({ database: keyed, keys, starter, delivery }),
    deployments: createDeployments({
      database,
      keys,
      activities: parts.activities,
      zone: settings.zone,
    }),
  };
}
