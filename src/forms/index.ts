export type { FormField } from './field.ts';
export { formFaults, type FormFaults } from './faults.ts';
export { readForm, type FormFault } from './gate-form.ts';
export { compileSchema, faultsInWords, type InputFault, type InputSchema } from './input-schema.ts';
export { drawForm, fieldForLink, type Drawing, type DrawnField } from './drawing.ts';
export { faultsByField, filledInput } from './filled-input.ts';
export { typedJson, type TypedJson } from './typed-json.ts';
