import { fitsGlob } from '../../platform/index.ts';
import { keyKindOf, shortKey } from './key-id.ts';
import type { OwnIdentity, Ownership, OwnedKey } from './key-desk.ts';

/** A key that somebody reports. */
export interface ReportedKey {
  readonly accessKeyId: string;
  /** Whose account it is, as the report says. */
  readonly account: string;
}

export interface Protection {
  readonly self: OwnIdentity;
  /** Globs of user names. */
  readonly protect: readonly string[];
}

export type Touch =
  { readonly may: true; readonly key: OwnedKey } | { readonly may: false; readonly because: string };

/**
 * Whether Signalbox may change this key at all: at once, by a button, or from the command line. Who would use it to lock
 * people out comes to an end here. Pure.
 */
export function mayTouch(reported: ReportedKey, owner: Ownership, protection: Protection): Touch {
  const outright = refusedOutright(reported, protection.self);
  if (outright !== undefined) return no(outright);
  const name = shortKey(reported.accessKeyId);
  switch (owner.kind) {
    case 'root':
      return no(
        `${name} is a key of the root user, which no role can change: sign in as root and delete it there now.`,
      );
    case 'nobody':
      return no(
        `No user of account ${protection.self.account} has the key ${name}: it was deleted, or it is another account's. Look at the AWS Health dashboard.`,
      );
    case 'user':
      return ofUser(owner.key, protection);
  }
}

/** What can be refused before IAM is asked. Pure. */
export function refusedOutright(
  { accessKeyId, account }: ReportedKey,
  self: OwnIdentity,
): string | undefined {
  const name = shortKey(accessKeyId);
  switch (keyKindOf(accessKeyId)) {
    case 'no-key':
      return 'What was reported is not the id of an access key. Look at the AWS Health dashboard.';
    case 'temporary':
      return `${name} is a temporary key, which cannot be made inactive. Revoke the active sessions of the role it came from (IAM, the role, "Revoke sessions").`;
    case 'long-term':
  }
  if (accessKeyId === self.accessKeyId)
    return `${name} is the key that Signalbox itself works with: give Signalbox another one, then make it inactive in IAM.`;
  return account === self.account
    ? undefined
    : `${name} belongs to account ${account}, and Signalbox works in ${self.account}: act there, or run a Signalbox there.`;
}

function ofUser(key: OwnedKey, { self, protect }: Protection): Touch {
  const { accessKeyId, userName } = key;
  const name = shortKey(accessKeyId);
  if (sameUser(userName, ownUser(self.arn)))
    return no(
      `${name} is a key of ${userName}, the user that Signalbox itself is: give Signalbox another identity, then make it inactive in IAM.`,
    );
  const glob = protect.find((one) => fitsGlob(one.toLowerCase(), userName.toLowerCase()));
  return glob === undefined
    ? { may: true, key }
    : no(
        `${userName} is protected (exposed_keys: protect: "${glob}"): whoever answers for that user must act in IAM.`,
      );
}

/** IAM lets no two users differ by case alone. */
function sameUser(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

/** The name of the IAM user that an ARN is of, without its path. */
function ownUser(arn: string): string | undefined {
  return /^arn:[\w-]+:iam::\d{12}:user\/(?:.+\/)?([^/]+)$/.exec(arn)?.[1];
}

function no(because: string): Touch {
  return { may: false, because };
}
