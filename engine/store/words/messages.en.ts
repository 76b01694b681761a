/** What the store tells people: incidents of its own, and what it does not search for. */
export const english = {
  'value.unstorable': 'A value of this instance cannot be stored: {{reason}}',
  'search.noKey': 'not a key',
  'content.missing':
    'The database holds no content with the hash {{hash}}. The Temporal namespace belongs to another database, or the database was restored from an older backup: connect the database that belongs to the namespace.',
  'instance.historyGone':
    'Temporal runs no workflow for process instance {{key}}, which is open here: its workflow was ended or deleted in Temporal, or the database was restored without it. It cannot go on; start the process anew, and see `silkflow verify {{key}}`',
  'rows.incomplete': 'Rows are incomplete: run silkflow verify --repair for this instance',
} as const;
