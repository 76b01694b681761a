import type { Definition, FormReference } from '#engine/model/definition.ts';
import { startFormOf } from '#engine/model/index.ts';
import type { Database } from '#engine/store/database.ts';
import type { ContentCache } from '#engine/store/definitions/index.ts';

export interface FoundForm {
  readonly tenantId: string;
  readonly formId: string;
  /** The form's JSON text. */
  readonly schema: string;
  readonly version: number;
  readonly formKey: string;
}

interface FormRow {
  readonly tenant_id: string;
  readonly form_id: string;
  readonly body: string;
  readonly version: number;
  readonly form_key: string;
}

interface TaskRow {
  readonly tenant_id: string;
  readonly form_id: string | null;
  readonly form_hash: string | null;
  readonly process_definition_key: string;
  readonly element_id: string;
}

/** Forms of tasks and starts. */
export class Forms {
  readonly #database: Database;
  readonly #contents: ContentCache;

  constructor(database: Database, contents: ContentCache) {
    this.#database = database;
    this.#contents = contents;
  }

  /** The form of a user task, bound as the diagram says; null when it has none. */
  async taskForm(userTaskKey: string): Promise<FoundForm | null> {
    const { rows } = await this.#database.pool.query<TaskRow>(
      `select tenant_id, form_id, form_hash, process_definition_key, element_id from silkflow.user_task
       where user_task_key = $1`,
      [userTaskKey],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const { tenant_id, form_id, form_hash } = row;
    if (form_hash !== null) return this.#deployed(tenant_id, form_id, { hash: form_hash });
    const found = await this.#definitionOf(row.process_definition_key);
    const element = found?.definition.elements[row.element_id];
    const form = element?.kind === 'userTask' ? element.form : null;
    if (form_id !== null) return this.#deployed(tenant_id, form_id, { versionTag: versionTagOf(form) });
    return form === null ? null : embedded(form, row.process_definition_key, tenant_id);
  }

  /** The form of the none start event; null when it has none. */
  async startForm(processDefinitionKey: string): Promise<FoundForm | null> {
    const found = await this.#definitionOf(processDefinitionKey);
    const form = found === null ? null : startFormOf(found.definition);
    if (found === null || form === null) return null;
    if (form.kind !== 'id') return embedded(form, processDefinitionKey, found.tenantId);
    if (form.formId.kind !== 'static') return null;
    const hash = form.binding.type === 'deployment' ? form.binding.hash : null;
    return this.#deployed(found.tenantId, form.formId.value, { hash, versionTag: versionTagOf(form) });
  }

  /** The latest that fits. */
  async #deployed(
    tenantId: string,
    formId: string | null,
    { hash = null, versionTag = null }: { readonly hash?: string | null; readonly versionTag?: string | null },
  ): Promise<FoundForm | null> {
    const { rows } = await this.#database.pool.query<FormRow>(
      `select f.tenant_id, f.form_id, c.body, f.version, f.form_key
       from silkflow.form f join silkflow.definition_content c using (hash)
       where f.tenant_id = $1 and ($2::text is null or f.form_id = $2) and ($3::text is null or f.hash = $3)
         and ($4::text is null or f.version_tag = $4)
       order by f.version desc limit 1`,
      [tenantId, formId, hash, versionTag],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const { form_id, form_key, tenant_id, version, body } = row;
    return { tenantId: tenant_id, formId: form_id, schema: body, version, formKey: form_key };
  }

  async #definitionOf(
    processDefinitionKey: string,
  ): Promise<{ readonly tenantId: string; readonly definition: Definition } | null> {
    const { rows } = await this.#database.pool.query<{ hash: string; tenant_id: string }>(
      'select hash, tenant_id from silkflow.process_definition where process_definition_key = $1',
      [processDefinitionKey],
    );
    const row = rows[0];
    const body = row === undefined ? null : await this.#contents.read(row.hash);
    if (row === undefined || body === null) return null;
    return { tenantId: row.tenant_id, definition: JSON.parse(body) as Definition };
  }
}

function versionTagOf(form: FormReference | null): string | null {
  if (form?.kind !== 'id' || form.binding.type !== 'versionTag') return null;
  const { versionTag } = form.binding;
  return versionTag.kind === 'static' ? versionTag.value : null;
}

/** An embedded form has no deployment of its own: the process stands for it. */
function embedded(form: FormReference, processDefinitionKey: string, tenantId: string): FoundForm | null {
  if (form.kind !== 'embedded') return null;
  const schema = JSON.stringify(form.body);
  return { tenantId, formId: processDefinitionKey, schema, version: 1, formKey: processDefinitionKey };
}
