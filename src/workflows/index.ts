export { shippedFunctionEnvironment, shippedFunctionFiles } from './functions.ts';
export { shippedImageFiles } from './images.ts';
export { shippedWorkflows, type ShippedMachine, type ShippedWorkflow } from './shipped.ts';
export { shippedStacks, type ShippedStack } from './stacks.ts';
