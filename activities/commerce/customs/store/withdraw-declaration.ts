import type { PoolClient } from 'pg';

export async function withdrawDeclaration(sql: PoolClient, declarationId: string): Promise<void> {
  await sql.query(
    `update commerce.customs_declaration set state = 'withdrawn', changed_at = now() where declaration_id = $1`,
    [declarationId],
  );
}
