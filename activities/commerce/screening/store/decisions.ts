import type { PoolClient } from 'pg';

export type Decision = 'cleared' | 'confirmed';

/** What was decided about the pair of a party and an entry, while the entry still bears the same name. */
export async function findDecision(
  sql: PoolClient,
  pair: { readonly party: string; readonly list: string; readonly entryId: string; readonly entryName: string },
): Promise<Decision | null> {
  const { rows } = await sql.query<{ decision: Decision }>(
    `select decision from commerce.screening_decision
     where party = $1 and list = $2 and entry_id = $3 and entry_name = $4`,
    [pair.party, pair.list, pair.entryId, pair.entryName],
  );
  return rows[0]?.decision ?? null;
}

/** Closes a case and remembers the decision for each of its pairs. */
export async function decideCase(
  sql: PoolClient,
  given: {
    readonly caseId: string;
    readonly decision: Decision;
    readonly decidedBy: string | null;
    readonly reason: string | null;
  },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update commerce.screening_case set decision = $2, decided_by = $3, reason = $4, decided_at = now() where case_id = $1`,
    [given.caseId, given.decision, given.decidedBy, given.reason],
  );
  await sql.query(
    `insert into commerce.screening_decision (party, list, entry_id, entry_name, decision, decided_by, reason)
     select hit->>'partyKey', hit->>'list', hit->>'entryId', hit->>'entryName', $2, $3, $4
     from commerce.screening_case, jsonb_array_elements(hits) as hit where case_id = $1
     on conflict (party, list, entry_id) do update set
       entry_name = excluded.entry_name, decision = excluded.decision, decided_by = excluded.decided_by,
       reason = excluded.reason, decided_at = now()`,
    [given.caseId, given.decision, given.decidedBy, given.reason],
  );
  return rowCount === 1;
}
