import { link } from '#engine/kernel/index.ts';
import type { Linked } from '#engine/kernel/index.ts';
import type { Definition } from '#engine/model/definition.ts';

const hashLength = 64;
// One definition with its closures takes a few hundred kB; a product has hundreds of versions, of which few are in use.
const limit = 500;

/**
 * Shared by all instances in a worker thread: this module is preloaded, so its Map outlives the single workflow (without
 * the preload every instance would parse and compile anew). Immutable content by hash keeps replay deterministic.
 */
const linked = new Map<string, Linked>();

/** The definition that the payload codec delivered: 64 characters of hash, then its JSON text, as UTF-8. */
export function linkDelivered(delivered: Uint8Array): Linked {
  const hash = textOf(delivered.subarray(0, hashLength));
  const known = linked.get(hash);
  if (known !== undefined) return known;
  const fresh = link(hash, parseDefinition(textOf(delivered.subarray(hashLength))));
  const oldest = linked.size < limit ? undefined : linked.keys().next().value;
  if (oldest !== undefined) linked.delete(oldest);
  linked.set(hash, fresh);
  return fresh;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Deployment has checked the content, and its hash is its identity; it only remains to keep anyone from changing it. */
function parseDefinition(text: string): Definition {
  return JSON.parse(text, (_key, value: unknown) => Object.freeze(value)) as Definition;
}
