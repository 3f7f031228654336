export { createExposedKeys, type ExposedKeyCalls } from './exposed-keys.ts';
export type { DeedOutcome } from './deed-outcome.ts';
export { KeyDeskRefused } from './desk-refused.ts';
export type { KeyDesk, Notice, OwnedKey, Ownership, Standing } from './key-desk.ts';
export type { ExposedKeyPolicy } from './policy.ts';
export { stepsFor } from './steps-for.ts';
export type { Trail, TrailEvent } from './trail.ts';
