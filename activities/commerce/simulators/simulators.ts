import type { Server } from 'node:http';
import type { Router } from 'express';
import express from 'express';
import { z } from 'zod';
import { AppendLog } from './append-log.ts';
import { carrierSimulator } from './carrier-simulator.ts';
import { CustomsSimulator } from './customs-simulator.ts';
import { paymentSimulator } from './payment-simulator.ts';
import { Steering } from './steering.ts';
import { supplierSimulator } from './supplier-simulator.ts';
import type { WebhookTarget } from './webhook-sender.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface SimulatorOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly apiKey: string;
  readonly seed: string;
  readonly webhooks: WebhookTarget;
  /** Where answers are remembered over a restart; null = in memory only. */
  readonly file: string | null;
}

export interface RunningSimulators {
  /** `http://127.0.0.1:8710`; the parties lie below it as `/payment`, `/carrier`, `/customs`, `/supplier`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts the four foreign parties in one server. */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const log = new AppendLog(options.file);
  const webhooks = new WebhookSender(log, options.webhooks);
  const steering = new Steering();
  const shared = { apiKey: options.apiKey, seed: options.seed, steering, webhooks };
  const customs = new CustomsSimulator(log, shared);
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '1mb' }));
  app.get('/health', (_request, response) => {
    response.json({
      status: 'ok',
      webhooksPending: webhooks.count('pending'),
      webhooksGivenUp: webhooks.count('given-up'),
    });
  });
  app.use('/payment', paymentSimulator(log, shared));
  app.use('/carrier', carrierSimulator(log, shared));
  app.use('/customs', customs.router);
  app.use('/supplier', supplierSimulator(log, shared));
  app.use('/control', control(steering, customs, webhooks, options.apiKey));
  const server = await listen(app, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${options.host}:${port}`,
    stop: async () => {
      webhooks.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(app: express.Express, options: SimulatorOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(options.port, options.host, (error?: Error) => {
      if (error === undefined) resolve(server);
      else reject(error);
    });
  });
}

const wish = z.discriminatedUnion('party', [
  z.object({ party: z.literal('payment'), effect: z.literal('decline') }),
  z.object({ party: z.literal('customs'), effect: z.literal('hold') }),
  z.object({ party: z.literal('carrier'), effect: z.literal('refuse') }),
  z.object({ party: z.literal('supplier'), effect: z.literal('refuse') }),
]);
const amount = z.object({ reason: z.string().default('steered'), times: z.number().int().positive().default(1) });

/** The strings that tests and visitors pull; with the parties' own key. */
function control(steering: Steering, customs: CustomsSimulator, webhooks: WebhookSender, apiKey: string): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    if (request.get('authorization') === `Bearer ${apiKey}`) next();
    else response.status(401).json({ code: 'unauthorized', message: 'The key is missing or not known here.' });
  });
  router.post('/next', (request, response) => {
    const parsed = z.intersection(wish, amount).safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ code: 'bad_request', message: z.prettifyError(parsed.error) });
      return;
    }
    steering.wish(parsed.data);
    response.status(202).json(parsed.data);
  });
  router.post('/customs/release', (request, response) => {
    const parsed = z.object({ reference: z.string() }).safeParse(request.body);
    const released = parsed.success && customs.release(parsed.data.reference);
    response.status(released ? 202 : 404).json({ released });
  });
  router.post('/silence', (request, response) => {
    const parsed = z.object({ source: z.string(), silent: z.boolean() }).safeParse(request.body);
    if (parsed.success) webhooks.silence(parsed.data.source, parsed.data.silent);
    response.status(parsed.success ? 202 : 400).json({ accepted: parsed.success });
  });
  return router;
}
