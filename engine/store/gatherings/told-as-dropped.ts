/**
 * A part of a statement that has deleted gatherings: notes in the audit what had come for them. `gone` names what the delete
 * returned (all columns), `reason` is what people read.
 */
export function toldAsDropped(gone: string, reason: string): string {
  // Longer values are cut, as everywhere in the audit.
  return `insert into silkflow.audit (tenant_id, actor, action, target, reason, before)
    select g.tenant_id, 'silkflow', 'dropGathering',
      json_strip_nulls(json_build_object('processInstanceKey', g.gathering_key::text, 'processDefinitionId', g.process_id,
        'processDefinitionKey', g.process_definition_key::text, 'elementId', g.element_id,
        'correlationKey', g.correlation_key))::text,
      '${reason}',
      json_build_object('parts', (
        select json_agg(json_build_object('waitsFor', coalesce(s.name, s.detail), 'cameAt', p.came_at,
          'messageKey', p.message_key::text, 'variables', left(p.variables, 2000)) order by p.age)
        from silkflow.gathered_part p left join silkflow.start_subscription s
          on s.process_definition_key = g.process_definition_key and s.element_id = g.element_id and s.ordinal = p.ordinal
        where p.gathering_key = g.gathering_key))::text
    from ${gone} g order by g.age`;
}
