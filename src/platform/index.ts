export { createShiftableClock, systemClock, type Clock, type ShiftableClock, type Timer } from './clock.ts';
export { pause } from './pause.ts';
export { derivedId, digestOf, newId, newUuid, randomFraction, randomText } from './ids.ts';
export { assertNever, CodedError, messageOf, StoreUnusable } from './errors.ts';
export { canonicalJson, isJsonObject, parseJson, type JsonObject, type JsonValue } from './json.ts';
export { emptyChain, linked, linkFault, type ChainHead, type Link } from './chain.ts';
export { keptFor } from './kept.ts';
export { fitsGlob } from './glob.ts';
export { delayBefore, type Backoff } from './backoff.ts';
export { createLogger, silentLogger, type Logger, type LogLevel } from './logger.ts';
export { redact, scrub } from './redactor.ts';
export { BrokenSeal, createSealer, UnknownSealKey, type Sealed, type Sealer, type SealKey } from './seal.ts';
export type { Lease, Leases } from './leases.ts';
export { createPace } from './pace.ts';
export { cronInWords, nextTimes, readCron, zoneFault } from './cron.ts';
export { createScheduler, type Scheduler } from './scheduler.ts';
export { inOrder, type Part } from './lifecycle.ts';
export { makeFolder } from './make-folder.ts';
export {
  machineOfArn,
  nameAt,
  siteInWords,
  siteOf,
  splitName,
  type Account,
  type Site,
  type TaskPlace,
} from './site.ts';
export { nearest } from './suggest.ts';
export { fillJson, fillTemplate, pathsIn, readPath } from './template.ts';
