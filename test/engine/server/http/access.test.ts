import type { AddressInfo } from 'node:net';
import { createServer, request as httpRequest } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type AccessRules, checkOrigin, checkToken, loopbackHosts } from '#engine/server/http/access.ts';
import { problemHandler } from '#engine/server/http/problem-response.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** What a request with these headers is answered. */
async function ask(rules: Partial<AccessRules>, headers: Record<string, string>): Promise<number> {
  const access = { token: null, hosts: new Set([...loopbackHosts, 'silkflow.example']), ...rules };
  const app = express();
  app.use(checkOrigin(access), checkToken(access));
  app.get('/', (_request, response) => void response.sendStatus(204));
  app.use(problemHandler(pino({ level: 'silent' }), 'en'));
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('who may use a server', () => {
  it.each([
    [{ host: 'localhost:8700' }, 204],
    [{ host: '127.0.0.1:8700' }, 204],
    [{ host: '[::1]:8700' }, 204],
    [{ host: 'SILKFLOW.example' }, 204],
    [{ host: 'evil.example:8700' }, 403],
    [{ host: '127.0.0.1.evil.example' }, 403],
    [{ host: 'localhost:8700', origin: 'http://localhost:8700' }, 204],
    [{ host: 'localhost:8700', origin: 'http://localhost:5173' }, 204],
    [{ host: 'localhost:8700', origin: 'https://silkflow.example' }, 204],
    [{ host: 'localhost:8700', origin: 'http://evil.example' }, 403],
    [{ host: 'localhost:8700', origin: 'null' }, 403],
    [{ host: 'localhost:8700', origin: 'file://localhost' }, 403],
    [{ host: 'localhost:8700', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    [{ host: 'localhost:8700', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 204],
    [{ host: 'localhost:8700', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 204],
  ])('%o is answered %d', async (headers, status) => {
    expect(await ask({}, headers)).toBe(status);
  });

  it.each([
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: 'Basic dXNlcjpzZWNyZXQtdG9rZW4=' }, 401],
    [{ authorization: 'Bearer secret-token' }, 204],
    [{ cookie: 'a=b; silkflow_token=secret-token' }, 204],
    [{ cookie: 'xsilkflow_token=secret-token' }, 401],
  ])('with a token needed, %o is answered %d', async (headers, status) => {
    expect(await ask({ token: 'secret-token' }, { host: 'localhost', ...headers })).toBe(status);
  });
});
