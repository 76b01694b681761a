/** Form schemas (form-js JSON): reading them at deployment, checking what was submitted, and the variables they touch. */
export { parseForm } from './form-schema.ts';
export type { FormComponent, FormFault, FormSchema, ParsedForm } from './form-schema.ts';
export { formKeys } from './form-keys.ts';
export type { FormKeys } from './form-keys.ts';
export { validateSubmission } from './validate-submission.ts';
export type { FieldProblem, SubmissionContext } from './validate-submission.ts';
export type { FieldProblemCode } from './catalogue/field-problems.ts';
