import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Long polls and health checks would drown everything else. */
const unlogged = /^\/(health|v2\/jobs\/activation|api\/stream)/;

/**
 * Requests as one line each. Headers, bodies and addresses are left out: what is not in the log (tokens, cookies,
 * signatures) cannot leak from it. Nothing is prepared for a line that nobody wants: a logger of its own for every request
 * took a fifth of the time of a short one.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const { method, originalUrl: url } = request;
    response.on('close', () => {
      const { statusCode: status, writableFinished } = response;
      const level = status === 500 ? 'warn' : 'debug';
      if (!log.isLevelEnabled(level) || unlogged.test(url)) return;
      const milliseconds = Math.round(performance.now() - begun);
      log[level]({ method, url, status, milliseconds }, writableFinished ? 'request answered' : 'caller gone');
    });
    next();
  };
}
