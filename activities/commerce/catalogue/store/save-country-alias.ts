import type { PoolClient } from 'pg';

export async function saveCountryAlias(sql: PoolClient, name: string, country: string, source: string): Promise<void> {
  await sql.query(
    `insert into commerce.country_alias (name, country, source) values ($1, $2, $3)
     on conflict (name) do update set country = excluded.country, source = excluded.source`,
    [name.trim().toLowerCase(), country, source],
  );
}
