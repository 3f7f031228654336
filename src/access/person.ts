/** A Slack user id, such as `U0APPROVER`. Names, titles and e-mail addresses are never used as an identity. */
export type UserId = string;

/**
 * What somebody is to our workspace. Only a `member` may be given rights; all others are refused before any rule is
 * read. `stranger` is anybody of another workspace (Slack Connect).
 */
export type Standing = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated' | 'invited';

export interface Person {
  readonly id: UserId;
  /** For showing only. */
  readonly name: string;
  readonly standing: Standing;
  /** Present only where Slack has confirmed the address. */
  readonly email?: string;
  /** IANA time zone that the person has set. */
  readonly zone?: string;
}

export interface LookUp {
  /** Ask Slack now. Otherwise an answer of a moment ago will do: good for showing, not for deciding. Default false. */
  readonly fresh?: boolean;
}

/** Where people and groups are looked up. Every call may fail; whoever asks refuses then. */
export interface Directory {
  /** @throws {LookupFailed} */
  person(id: UserId, options?: LookUp): Promise<Person>;
  /** Active members of a user group by its handle, without the `@`. @throws {LookupFailed} also for an unknown handle. */
  members(handle: string, options?: LookUp): Promise<ReadonlySet<UserId>>;
}
