/** The front door of the commerce activities: what worker, server and command line wire up. */
export type { CommerceNeeds } from './activities.ts';
export { createCommerceActivities } from './activities.ts';
export { commerceManifest } from './manifest.ts';
export type { PublishedMessage, PublishMessage } from './messages/message-publisher.ts';
export { publishOverHttp } from './messages/message-publisher.ts';
export { seedSamples } from './samples/seed-samples.ts';
export type { WebhookHeaders, WebhookSource } from './webhooks.ts';
export { webhookSources } from './webhooks.ts';
