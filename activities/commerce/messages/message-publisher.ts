import type { JsonObject } from '#engine/contracts/json.ts';

/** A message for the engine's inbox; `messageId` makes a second publication of the same one a no-op while it is buffered. */
export interface PublishedMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  /** Milliseconds for which the inbox keeps it for a subscription that is not open yet. */
  readonly timeToLive: number;
  readonly variables: JsonObject;
}

export type PublishMessage = (message: PublishedMessage) => Promise<void>;

/** Publishes through the engine's HTTP API. A refusal as duplicate counts as published. */
export function publishOverHttp(server: { readonly url: string; readonly token: string | null }): PublishMessage {
  return async (message) => {
    const response = await fetch(`${server.url}/v2/messages/publication`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(server.token === null ? {} : { authorization: `Bearer ${server.token}` }),
      },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(8_000),
    });
    const text = await response.text();
    if (response.ok || response.status === 409) return;
    throw new Error(`Publishing ${message.name} was answered ${response.status}: ${text.slice(0, 300)}`);
  };
}
