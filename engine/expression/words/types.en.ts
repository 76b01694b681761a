/** FEEL's names of types, as its messages use them. */
export const english = {
  null: 'null',
  boolean: 'boolean',
  string: 'string',
  number: 'number',
  date: 'date',
  time: 'time',
  dateAndTime: 'date and time',
  daysAndTimeDuration: 'days and time duration',
  yearsAndMonthsDuration: 'years and months duration',
  range: 'range',
  function: 'function',
  context: 'context',
  list: 'list',
  // An argument that only a value decides on
  open: '…',
} as const;
