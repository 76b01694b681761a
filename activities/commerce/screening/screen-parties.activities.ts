import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import type { Order } from '../orders/order.contract.ts';
import { order } from '../orders/order.contract.ts';
import type { ListEntry, Party } from './match-party.ts';
import { matchParty } from './match-party.ts';
import { namePartsOf, soundKeysOf } from './name-parts.ts';
import type { Decision } from './store/decisions.ts';
import { findDecision } from './store/decisions.ts';
import { findCandidates } from './store/find-candidates.ts';
import { insertCase } from './store/insert-case.ts';

const type = 'screening.screen';
/** Hits below are noise; from here on the disposition table decides (D03). */
const reportedFrom = 0.6;
const mostHits = 10;

interface Hit {
  readonly party: string;
  readonly partyKey: string;
  readonly list: string;
  readonly entryId: string;
  readonly entryName: string;
  readonly program: string;
  readonly matchedName: string;
  readonly score: number;
  readonly identifierHit: boolean;
  readonly priorDecision: Decision | 'none';
  readonly reasons: readonly string[];
}

/**
 * `screening.screen`: compares buyer and consignee with all lists and tells the highest hit; the disposition (clear, review,
 * block) is the business rule's. Pairs that a person cleared earlier count as cleared. Opens a case when there is a hit.
 */
export function screenParties(deps: { readonly pool: Pool }): CommerceActivity {
  return defineActivity({
    type,
    input: z.object({ order }),
    run: ({ order: subject }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const hits: Hit[] = [];
        const versions = new Set<string>();
        for (const party of partiesOf(subject)) {
          const candidates = await findCandidates(sql, soundKeysOf([party.name]));
          candidates.forEach((entry) => versions.add(`${entry.list} ${entry.listVersion}`));
          hits.push(...(await hitsOf(sql, party, candidates)));
        }
        hits.sort((a, b) => rankOf(b) - rankOf(a));
        const kept = hits.slice(0, mostHits);
        const top = kept[0];
        const caseId = top === undefined ? null : `${subject.orderId}:${call.elementInstanceKey}`;
        if (top !== undefined && caseId !== null) {
          const opened = {
            caseId,
            key: call.idempotencyKey,
            orderId: subject.orderId,
            party: top.party,
            score: top.score,
          };
          await insertCase(sql, { ...opened, hits: kept.map(hitToJson), listVersions: [...versions] });
        }
        return completed({
          screening: {
            caseId,
            score: top?.score ?? 0,
            identifierHit: top?.identifierHit ?? false,
            list: top?.list ?? '',
            program: top?.program ?? '',
            priorDecision: top?.priorDecision ?? 'none',
            party: top?.party ?? '',
            matchedName: top?.matchedName ?? '',
            country: subject.shipTo.country ?? '',
            hits: kept.map(hitToJson),
          },
        });
      }),
  });
}

function partiesOf(subject: Order): Party[] {
  const country = subject.shipTo.country;
  const buyer = { name: subject.buyer.name, country: subject.buyer.country ?? country, identifiers: [] };
  const consignee = { name: subject.shipTo.name, country, identifiers: [] };
  return namePartsOf(buyer.name).parts.join(' ') === namePartsOf(consignee.name).parts.join(' ')
    ? [buyer]
    : [buyer, consignee];
}

async function hitsOf(sql: PoolClient, party: Party, candidates: readonly ListEntry[]): Promise<Hit[]> {
  const partyKey = `${[...namePartsOf(party.name).parts].sort().join(' ')}|${party.country ?? ''}`;
  const hits: Hit[] = [];
  for (const entry of candidates) {
    const match = matchParty(party, entry);
    if (match.score < reportedFrom) continue;
    const { list, entryId, name: entryName, program } = entry;
    const priorDecision = (await findDecision(sql, { party: partyKey, list, entryId, entryName })) ?? 'none';
    hits.push({ ...match, party: party.name, partyKey, list, entryId, entryName, program, priorDecision });
  }
  return hits;
}

/** An open hit goes before one that a person has cleared, whatever the scores. */
function rankOf(hit: Hit): number {
  return hit.score + (hit.priorDecision === 'cleared' ? 0 : 2);
}

function hitToJson(hit: Hit): Record<string, string | number | boolean | string[]> {
  return { ...hit, reasons: [...hit.reasons] };
}
