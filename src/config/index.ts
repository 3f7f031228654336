export { ConfigInvalid, type Fault } from './fault.ts';
export { lintPolicy, type Finding } from './lint-policy.ts';
export {
  loadConfig,
  placeOfAws,
  placeOfTable,
  policyFileIsNamed,
  policyFileOf,
  reloadPolicy,
  type Config,
} from './load-config.ts';
export { environmentOf } from './placeholders.ts';
export { loadPolicy } from './load-policy.ts';
export { policyJsonSchema } from './policy-json-schema.ts';
export type { Policy } from './policy.ts';
export { principalsOf } from './principals-of.ts';
export { touches } from './touches.ts';
