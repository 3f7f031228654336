export { stackOf, type Stack, type StackResource } from './stack.ts';
export { readTemplate, type Json, type JsonMap } from './template.ts';
