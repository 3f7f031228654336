export { shippedFunctionEnvironment, shippedFunctionFiles } from './functions.ts';
export { shippedWorkflows, type ShippedMachine, type ShippedWorkflow } from './shipped.ts';
export { shippedStacks } from './stacks.ts';
