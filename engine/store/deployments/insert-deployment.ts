import type { Transaction } from '../database.ts';

export async function insertDeployment(tx: Transaction, key: string, tenantId: string): Promise<void> {
  await tx.query('insert into silkflow.deployment (deployment_key, tenant_id) values ($1, $2)', [key, tenantId]);
}

export interface NewResource {
  readonly key: string;
  readonly deploymentKey: string;
  readonly tenantId: string;
  readonly name: string;
  readonly kind: 'process' | 'decision' | 'form';
  readonly content: string;
  readonly checksum: string;
}

export async function insertResource(tx: Transaction, resource: NewResource): Promise<void> {
  await tx.query(
    `insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      resource.key,
      resource.deploymentKey,
      resource.tenantId,
      resource.name,
      resource.kind,
      resource.content,
      resource.checksum,
    ],
  );
}

interface NewVersion {
  readonly key: string;
  readonly tenantId: string;
  readonly version: number;
  readonly hash: string;
  readonly resourceKey: string;
  readonly resourceName: string;
  readonly deploymentKey: string;
}

export async function insertProcess(
  tx: Transaction,
  process: NewVersion & {
    readonly processId: string;
    readonly versionTag: string | null;
    readonly name: string | null;
    readonly hasStartForm: boolean;
  },
): Promise<void> {
  await tx.query(
    `insert into silkflow.process_definition (process_definition_key, process_id, version, version_tag, name, tenant_id,
       hash, resource_key, resource_name, deployment_key, has_start_form)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      process.key,
      process.processId,
      process.version,
      process.versionTag,
      process.name,
      process.tenantId,
      process.hash,
      process.resourceKey,
      process.resourceName,
      process.deploymentKey,
      process.hasStartForm,
    ],
  );
}

export async function insertForm(
  tx: Transaction,
  form: NewVersion & { readonly formId: string; readonly versionTag: string | null },
): Promise<void> {
  await tx.query(
    `insert into silkflow.form (form_key, form_id, version, version_tag, tenant_id, hash, resource_key, resource_name,
       deployment_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      form.key,
      form.formId,
      form.version,
      form.versionTag,
      form.tenantId,
      form.hash,
      form.resourceKey,
      form.resourceName,
      form.deploymentKey,
    ],
  );
}

export async function insertRequirements(
  tx: Transaction,
  requirements: NewVersion & { readonly requirementsId: string; readonly name: string },
): Promise<void> {
  await tx.query(
    `insert into silkflow.decision_requirements (decision_requirements_key, decision_requirements_id, name, version,
       tenant_id, hash, resource_key, resource_name, deployment_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      requirements.key,
      requirements.requirementsId,
      requirements.name,
      requirements.version,
      requirements.tenantId,
      requirements.hash,
      requirements.resourceKey,
      requirements.resourceName,
      requirements.deploymentKey,
    ],
  );
}

export async function insertDecision(
  tx: Transaction,
  decision: {
    readonly key: string;
    readonly decisionId: string;
    readonly name: string;
    readonly version: number;
    readonly versionTag: string | null;
    readonly tenantId: string;
    readonly requirementsKey: string;
    readonly deploymentKey: string;
  },
): Promise<void> {
  await tx.query(
    `insert into silkflow.decision_definition (decision_definition_key, decision_id, name, version, version_tag, tenant_id,
       decision_requirements_key, deployment_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      decision.key,
      decision.decisionId,
      decision.name,
      decision.version,
      decision.versionTag,
      decision.tenantId,
      decision.requirementsKey,
      decision.deploymentKey,
    ],
  );
}
