export { LookupFailed } from './lookup-failed.ts';
export type { Directory, Person, Standing, UserId } from './person.ts';
export type { AccessRule, Action } from './rule.ts';
export { createAccess, type Access } from './access.ts';
export { may, type Verdict } from './may.ts';
