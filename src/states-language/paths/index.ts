export { follow, type Roots } from './follow.ts';
export { whyMissing } from './missing.ts';
export { parsePath } from './parse.ts';
export { PathInvalid, type Path } from './path.ts';
export { put, referenceKeys } from './reference.ts';
