import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

const agent = new Agent({ keepAlive: true });

/**
 * Posts JSON and answers the body, null when it is empty. The caller runs beside what is measured, so it is to cost little:
 * `fetch` took a fifth of the process's time.
 */
export function post(url: string, body: object, signal?: AbortSignal): Promise<unknown> {
  const content = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers, ...(signal && { signal }) }, (response) => {
      text(response).then((answer) => {
        const status = response.statusCode ?? 0;
        if (status >= 300) reject(new Error(`${url}: ${status} ${answer}`));
        else resolve(answer === '' ? null : JSON.parse(answer));
      }, reject);
    });
    sent.on('error', reject);
    sent.end(content);
  });
}
