export type { Surroundings } from './evaluate.ts';
export { expressionIn, render } from './template.ts';
export { faultsIn } from './faults.ts';
