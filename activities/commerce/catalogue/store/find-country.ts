import type { Pool, PoolClient } from 'pg';

/** The country that a person has ruled a name to stand for, null when nobody has. */
export async function findCountry(sql: Pool | PoolClient, name: string): Promise<string | null> {
  const { rows } = await sql.query<{ country: string }>('select country from commerce.country_alias where name = $1', [
    name.trim().toLowerCase(),
  ]);
  return rows[0]?.country ?? null;
}
