export { LookupFailed } from './lookup-failed.ts';
export type { Directory, Person, Standing, UserId } from './person.ts';
export { actions, type AccessRule, type Action } from './rule.ts';
