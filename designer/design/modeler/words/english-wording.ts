/** English texts of the packages that name another product, in this product's words. */
export const englishWording: Readonly<Record<string, string>> = {
  'Camunda user task': 'Engine user task',
  'Camunda Form': 'Form',
  'Camunda Form (linked)': 'Form (linked)',
  'Camunda Form (embedded)': 'Form (embedded)',
};
