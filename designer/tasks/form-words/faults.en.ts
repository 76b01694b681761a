/** How the form viewer puts a fault of a field. */
export const english = {
  number: 'Value is not a number.',
  integer: 'Value is expected to be an integer.',
  oneDigit: 'Value is expected to have at most 1 decimal digit.',
  digits: 'Value is expected to have at most {{limit}} decimal digits.',
  increment: 'Please select a valid value, the two nearest valid values are {{lower}} and {{upper}}.',
  pattern: 'Field must match pattern {{pattern}}.',
  required: 'Field is required.',
  min: 'Field must have minimum value of {{limit}}.',
  max: 'Field must have maximum value of {{limit}}.',
  minInvalid: 'Min validation value is not a valid number.',
  maxInvalid: 'Max validation value is not a valid number.',
  minLength: 'Field must have minimum length of {{limit}}.',
  maxLength: 'Field must have maximum length of {{limit}}.',
  phone: 'Field must be a valid  international phone number. (e.g. +4930664040900)',
  email: 'Field must be a valid email.',
} as const;
