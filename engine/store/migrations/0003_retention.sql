-- What is over is found by its age (engine/store/retention). Running servers and workers are not touched.
create index request_settled on silkflow.request (updated_at) where state in ('done', 'refused', 'withdrawn');
create index message_over on silkflow.message (expires_at) where state <> 'buffered';
create index audit_age on silkflow.audit (at);
