import { createServer } from 'node:http';
import type { WebhookHeaders } from '#activities/commerce/webhooks.ts';

export interface WebhookReceiver {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Stands in for the server's webhook endpoint; `accept` false is answered 401. */
export async function startWebhookReceiver(
  accept: (source: string, body: Buffer, headers: WebhookHeaders) => boolean,
): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const source = request.url?.split('/').at(-1) ?? '';
      response.statusCode = accept(source, Buffer.concat(chunks), request.headers) ? 202 : 401;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
