/** What the store tells people: incidents of its own, and what it does not search for. */
export const english = {
  'value.unstorable': 'A value of this instance cannot be stored: {{reason}}',
  'search.noKey': 'not a key',
} as const;
