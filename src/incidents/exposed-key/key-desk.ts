import type { Trail } from './trail.ts';

export type KeyStatus = 'active' | 'inactive';

/** A key that IAM lists under its user. */
export interface OwnedKey {
  readonly accessKeyId: string;
  readonly userName: string;
  readonly status: KeyStatus;
  readonly createdAt?: number;
  /** Absent: never, or before IAM began to note it. */
  readonly lastUsed?: { readonly at: number; readonly service: string; readonly region: string };
}

/** Whose key it is. */
export type Ownership =
  | { readonly kind: 'user'; readonly key: OwnedKey }
  /** IAM knows the key and lists it under no user. */
  | { readonly kind: 'root' }
  /** No user of this account has it: deleted, or of another account. */
  | { readonly kind: 'nobody' };

/** What the user of a key may do, as far as the names of policies say. */
export interface Standing {
  /** Attached to the user. */
  readonly policies: readonly string[];
  readonly inline: readonly string[];
  readonly groups: readonly { readonly name: string; readonly policies: readonly string[] }[];
  readonly boundary?: string;
  /** AWS's quarantine policy is attached; AWS itself attaches it to users of keys that it finds. */
  readonly quarantined: boolean;
}

/** Who Signalbox itself is on AWS. */
export interface OwnIdentity {
  readonly account: string;
  readonly arn: string;
  /** The key that it signs with. */
  readonly accessKeyId?: string;
}

export interface Notice {
  /** ASCII, below 100 characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  readonly text: string;
}

/**
 * Where an exposed key is looked up, made inactive, and reported. `aws/` implements it; what changes something names the
 * user always: without one IAM means the caller's own keys.
 * Every call @throws {KeyDeskRefused}
 */
export interface KeyDesk {
  self(): Promise<OwnIdentity>;
  /** @param hint a user name that the event gives; believed only where IAM lists the key under it */
  find(accessKeyId: string, hint?: string): Promise<Ownership>;
  standing(userName: string): Promise<Standing>;
  /** The key's newest calls. @param alsoIn Regions to look into beside the own and those that IAM's own calls are in */
  trail(accessKeyId: string, alsoIn: readonly string[]): Promise<Trail>;
  setStatus(key: OwnedKey, status: KeyStatus): Promise<void>;
  /** A key that is gone already is deleted. */
  delete(key: OwnedKey): Promise<void>;
  /** Attaches AWS's quarantine policy; attached twice is attached. */
  quarantine(userName: string): Promise<void>;
  /** Detaches AWS's quarantine policy; what is not attached is detached. */
  release(userName: string): Promise<void>;
  publish(topicArn: string, notice: Notice): Promise<void>;
}
