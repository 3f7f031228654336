import type { UserId } from '../access/index.ts';
import type { ExecutionStatus } from './execution.ts';

/** What starts what, and when: as it is written in signalbox.yaml, or added in Slack. */
export interface WrittenSchedule {
  readonly name: string;
  readonly machine: string;
  /** Five fields or a nickname, as `readCron` takes them. */
  readonly cron: string;
  /** IANA time zone that the fields are of. */
  readonly zone: string;
  /** The execution's input, JSON text. */
  readonly input: string;
  /** `skip`: nothing is started while the execution before still runs. */
  readonly overlap: 'allowed' | 'skip';
  /** Channel name or id where it is told what did not start; the log alone where absent. */
  readonly channel?: string;
}

/** What came of a firing; `at` is its time by the schedule. */
export type Outcome =
  | { readonly kind: 'started'; readonly at: number; readonly executionArn: string }
  /** `executionArn` still ran. */
  | { readonly kind: 'skipped'; readonly at: number; readonly executionArn: string }
  /** Who added it may no longer start this. */
  | { readonly kind: 'refused'; readonly at: number; readonly because: string }
  | { readonly kind: 'failed'; readonly at: number; readonly because: string }
  /** Nobody was there in time; `times` firings from `at` on, counted to a hundred. */
  | { readonly kind: 'missed'; readonly at: number; readonly times: number };

/** A firing that is waited for, or being made true. */
export interface Turn {
  /** Its time by the schedule. */
  readonly at: number;
  /** Looked at then: later than `at` after a try in vain. */
  readonly notBefore: number;
  readonly attempt: number;
}

/** The durable record of a schedule. */
export interface Schedule extends WrittenSchedule {
  /** Tells schedules of one name apart, one after the other. */
  readonly id: string;
  /** Grows by one with every write: the compare-and-swap's guard. */
  readonly revision: number;
  /** Who added it in Slack; absent for one of signalbox.yaml. */
  readonly addedBy?: UserId;
  readonly addedAt: number;
  readonly paused?: { readonly by: UserId; readonly at: number };
  /** Absent while it is paused. */
  readonly next?: Turn;
  /** Decided, and to be started now. */
  readonly starting?: Turn;
  readonly last?: Outcome;
  readonly lastStart?: { readonly at: number; readonly executionArn: string };
  /** To be told, first things first, at `notBefore`. */
  readonly telling?: {
    readonly outcomes: readonly Outcome[];
    readonly notBefore: number;
    readonly attempt: number;
  };
  /** When an outcome of this kind was last to be told, by its time: what goes wrong each minute is told once a day. */
  readonly toldAt?: Readonly<Partial<Record<Outcome['kind'], number>>>;
}

/** How a schedule stands, for whoever looks at it. */
export interface ScheduleLine {
  readonly schedule: Schedule;
  /** The cron expression in words. */
  readonly words: string;
  /** How the execution stands that it started last; absent where AWS did not say. */
  readonly lastStatus?: ExecutionStatus;
}

/** Where schedules live. One suite (test/contracts/schedule-store.ts) holds every implementation to this. */
export interface ScheduleStore {
  /** Writes a first record (revision 1), or one whose stored revision is `schedule.revision - 1`. */
  write(schedule: Schedule): Promise<'written' | 'stale'>;
  get(name: string): Promise<Schedule | undefined>;
  /** By name. */
  list(): Promise<readonly Schedule[]>;
  /** Those with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Schedule[]>;
  /** False where the record is another one by now. */
  remove(schedule: Schedule): Promise<boolean>;
}
