import { setTimeout as sleep } from 'node:timers/promises';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import type { Database } from '../database.ts';
import { parseInstanceOfWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { ContentCache } from './content-cache.ts';
import { say } from '../words/say.ts';
import { storeValue } from './stored-value.ts';

export interface PayloadCodecOptions {
  readonly db: Database;
  readonly contents: ContentCache;
  /**
   * True in workers: a `DefinitionRef` becomes the definition's text, as bytes for `linkDelivered` of the workflow bundle.
   * False elsewhere: whoever reads a history sees the hash.
   */
  readonly deliverDefinitions: boolean;
  /** Told of a failed look-up, which is tried again for ever. Absent = the error is thrown. */
  readonly onRetry?: (error: unknown) => void;
  /** Told which workflow cannot be read, besides the throw that fails its task. */
  readonly onMissing?: (error: MissingContentError, workflowId: string) => void;
}

// Temporal takes 2 MB a payload and 4 MB a message; a history full of such payloads would hit its own limits long before.
const largestInline = 256 * 1024;
const storedEncoding = 'binary/silkflow-stored';
const definitionRef = /^\{"definition":"([0-9a-f]{64})"\}$/;
const definitionRefLength = '{"definition":""}'.length + 64;

/**
 * Keeps histories small: a payload above 256 kB travels as the hash of stored content, and a definition always does.
 * Every client and worker of the product's namespace uses it.
 */
export function createPayloadCodec(options: PayloadCodecOptions): PayloadCodec {
  const { db, contents, deliverDefinitions } = options;

  async function encodeOne(payload: Payload, instanceKey: string | null): Promise<Payload> {
    const { data, metadata } = payload;
    if (data == null || metadata == null || data.length <= largestInline) return payload;
    if (textOf(metadata['encoding']) !== 'json/plain') return payload;
    const body = textOf(data);
    const hash = await persistently(options, () => storeValue(db.pool, body, instanceKey));
    return { metadata: { encoding: bytesOf(storedEncoding) }, data: bytesOf(hash) };
  }

  async function decodeOne(payload: Payload): Promise<Payload> {
    const { data, metadata } = payload;
    if (data == null || metadata == null) return payload;
    if (textOf(metadata['encoding']) === storedEncoding) {
      const body = await read(textOf(data));
      return { metadata: { encoding: bytesOf('json/plain') }, data: bytesOf(body) };
    }
    if (!deliverDefinitions || data.length !== definitionRefLength) return payload;
    const hash = definitionRef.exec(textOf(data))?.[1];
    if (hash === undefined) return payload;
    return { metadata: { encoding: bytesOf('binary/plain') }, data: bytesOf(`${hash}${await read(hash)}`) };
  }

  async function read(hash: string): Promise<string> {
    const body = await persistently(options, () => contents.read(hash));
    if (body === null) throw new MissingContentError(hash);
    return body;
  }

  return {
    encode(payloads, context) {
      // An activity's input and result lie in the history of the workflow that asked for it.
      const instanceKey = parseInstanceOfWorkflowId(context?.workflowId ?? '');
      return Promise.all(payloads.map((payload) => encodeOne(payload, instanceKey)));
    },
    async decode(payloads, context) {
      try {
        return await Promise.all(payloads.map(decodeOne));
      } catch (error) {
        const workflowId = workflowOf(context);
        if (error instanceof MissingContentError && workflowId !== null) options.onMissing?.(error, workflowId);
        throw error;
      }
    },
  };
}

/** The database does not hold what a history names: it is another one, or was restored from too old a backup. */
export class MissingContentError extends Error {
  readonly hash: string;

  constructor(hash: string) {
    super(say('content.missing', { hash }));
    this.name = 'MissingContentError';
    this.hash = hash;
  }
}

function workflowOf(context: SerializationContext | undefined): string | null {
  return context?.type === 'workflow' ? context.workflowId : null;
}

async function persistently<T>({ onRetry }: PayloadCodecOptions, work: () => Promise<T>): Promise<T> {
  for (let pause = 50; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      return await work();
    } catch (error) {
      if (onRetry === undefined) throw error;
      onRetry(error);
      await sleep(pause);
    }
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes == null ? '' : decoder.decode(bytes);
}
