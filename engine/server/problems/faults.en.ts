/** What the frame finds wrong with a part of a request, where the schema's own words do not do. */
export const english = {
  'zone.unknown': 'not an IANA time zone',
  'expression.noEquals': 'an expression begins with =',
  'key.invalid': 'a key is a whole number of 63 bits as text',
  'job.noChange': 'name retries or timeout',
  'idempotencyKey.long': 'longer than 255 characters',
  'request.unexplained': 'invalid',
  'refusal.unexplained': 'refused without a reason',
  'resource.decisionRequirements': 'decision requirements',
  'resource.decisionInstance': 'decision instance',
} as const;
