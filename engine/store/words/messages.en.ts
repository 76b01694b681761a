/** What the store tells people, by incidents of its own. */
export const english = {
  'value.unstorable': 'A value of this instance cannot be stored: {{reason}}',
} as const;
