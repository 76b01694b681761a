import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '#engine/store/database.ts';
import type { ContentCache, KeyLease } from '#engine/store/definitions/index.ts';
import type { DecisionEvaluations } from './decisions.ts';
import type { Deployments } from './deployments/deployments.ts';
import type { Forms } from './forms.ts';
import type { Jobs } from './jobs.ts';
import type { Messages } from './messages.ts';
import type { Notifications } from './notifications.ts';
import type { RequestDelivery } from './request-delivery.ts';
import type { Requests } from './requests.ts';
import type { Starter } from './starter.ts';
import type { Temporal } from './temporal.ts';
import type { UserTasks } from './user-tasks.ts';

/** Everything an operation may use. Made once, in `createServices`. */
export interface Services {
  readonly database: Database;
  /** The same database, for composed searches. */
  readonly query: Kysely<unknown>;
  readonly temporal: Temporal;
  readonly keys: KeyLease;
  readonly contents: ContentCache;
  readonly notifications: Notifications;
  readonly delivery: RequestDelivery;
  readonly requests: Requests;
  readonly starter: Starter;
  readonly forms: Forms;
  readonly jobs: Jobs;
  readonly userTasks: UserTasks;
  readonly messages: Messages;
  readonly deployments: Deployments;
  readonly decisions: DecisionEvaluations;
  readonly log: Logger;
  readonly settings: ServiceSettings;
}

export interface ServiceSettings {
  readonly version: string;
  /** IANA zone for FEEL where a process names none. */
  readonly zone: string;
  /** Base address of Temporal's own pages; null when unknown. */
  readonly temporalUiUrl: string | null;
  readonly temporalNamespace: string;
}
