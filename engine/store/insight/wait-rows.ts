/**
 * Every reason for which an element has not gone on, one row a reason, as a select over all instances; the caller narrows
 * it. An element with an incident waits for its mending alone. Dates are told where the reason has one.
 */
export const waitRows = `
  select 'userTask' as reason, t.instance_key, t.element_instance_key, t.element_id, t.created_at as since, t.due_at,
    t.user_task_key as key, t.assignee as text, null::text as more
  from silkflow.user_task t where t.state = 'created'
  union all
  select 'timer', t.instance_key, t.element_instance_key, t.element_id, null, t.due_at, t.timer_key, null, null
  from silkflow.timer t where t.state = 'started'
  union all
  select 'message', s.instance_key, s.element_instance_key, s.element_id, s.created_at, null, s.subscription_key,
    s.message_name, s.correlation_key
  from silkflow.message_subscription s where s.state = 'open'
  union all
  select 'signal', s.instance_key, s.element_instance_key, s.element_id, null, null, s.subscription_key, s.signal_name, null
  from silkflow.signal_subscription s where s.state = 'open'
  union all
  select 'job', j.instance_key, j.element_instance_key, j.element_id, j.created_at, null, j.job_key, j.type, j.execution
  from silkflow.job j where j.state = 'created'
  union all
  select 'child', c.parent_key, c.parent_element_instance_key, e.element_id, c.started_at, null, c.instance_key,
    c.process_id, null
  from silkflow.process_instance c join silkflow.element_instance e
    on e.element_instance_key = c.parent_element_instance_key
  where c.state in ('starting', 'active', 'suspended')
  union all
  select 'incident', n.instance_key, n.element_instance_key, n.element_id, n.created_at, null, n.incident_key, n.type,
    n.message
  from silkflow.incident n where n.state = 'active'`;
