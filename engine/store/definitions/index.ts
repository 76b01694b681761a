/** Immutable content by hash, and the keys of new instances. */
export type { ContentKind } from './content.ts';
export { contentHash, readContent, storeContent } from './content.ts';
export { storeValue } from './stored-value.ts';
export type { ContentCache } from './content-cache.ts';
export { createContentCache } from './content-cache.ts';
export type { KeyLease } from './key-lease.ts';
export { createKeyLease, keyBlockSize } from './key-lease.ts';
export type { PayloadCodecOptions } from './payload-codec.ts';
export { createPayloadCodec, MissingContentError } from './payload-codec.ts';
