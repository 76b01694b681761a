import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Listening {
  readonly address: AddressInfo;
  /** Stops taking connections and lets what runs come to its end, at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** The address cannot be listened on. */
export class ListenError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'ListenError';
    this.code = code;
  }
}

export async function listen(
  app: Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(app);
  // Longer than a load balancer keeps an idle connection, so that the balancer is the one to close it.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(explain(error, host, port), error.code ?? '')),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new ListenError('The server listens on no port', '');
  return { address, close: (graceMs) => close(server, graceMs) };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Set SILKFLOW_PORT to another one, or to 0 for any free one.`;
    case 'EACCES':
      return `Listening on port ${port} needs more rights. Set SILKFLOW_PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Set SILKFLOW_HOST to one that it has.`;
    default:
      return `Listening on ${host}:${port} failed: ${error.message}`;
  }
}

async function close(server: Server, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
