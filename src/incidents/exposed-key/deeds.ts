import { pause, type Clock } from '../../platform/index.ts';
import { done, failed, type DeedOutcome } from './deed-outcome.ts';
import type { KeyDesk, KeyStatus, OwnedKey, Ownership } from './key-desk.ts';
import { shortKey } from './key-id.ts';
import { mayTouch, refusedOutright, type ReportedKey, type Touch } from './may-touch.ts';
import type { ExposedKeyPolicy } from './policy.ts';

/** IAM shows a change after a moment. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency */
const looks = 5;
const lookEveryMs = 1_000;

/** A deed on one key. Every one of them asks first whether the key may be touched, and is safe to repeat. */
export interface DeedOn {
  readonly desk: KeyDesk;
  readonly reported: ReportedKey;
  readonly hint?: string;
  readonly policy: ExposedKeyPolicy;
  readonly clock: Clock;
}

export async function deactivate(deed: DeedOn): Promise<DeedOutcome> {
  const { touch } = await looked(deed);
  if (!touch.may) return failed(touch.because);
  const name = inWords(touch.key);
  if (touch.key.status === 'inactive') return done(`${name} is inactive already.`);
  if (deed.policy.dryRun) return wouldHave(`made ${name} inactive`);
  const shown = await changed(deed, touch.key, 'inactive');
  return done(
    `${name} ${shown}. Sessions that were opened with it before go on until they end by themselves.`,
  );
}

export async function activate(deed: DeedOn): Promise<DeedOutcome> {
  const { touch } = await looked(deed);
  if (!touch.may) return failed(touch.because);
  const name = inWords(touch.key);
  if (touch.key.status === 'active') return done(`${name} is active.`);
  if (deed.policy.dryRun) return wouldHave(`made ${name} active again`);
  return done(`${name} ${await changed(deed, touch.key, 'active')} again.`);
}

export async function quarantine(deed: DeedOn): Promise<DeedOutcome> {
  if (!deed.policy.quarantine)
    return failed('signalbox.yaml says that no user is quarantined (exposed_keys: quarantine).');
  const { touch } = await looked(deed);
  if (!touch.may) return failed(touch.because);
  const { userName } = touch.key;
  if (deed.policy.dryRun) return wouldHave(`attached AWS's quarantine policy to ${userName}`);
  await deed.desk.quarantine(userName);
  return done(`AWS's quarantine policy is attached to ${userName}.`);
}

/** Takes a quarantine back, whatever signalbox.yaml says of new ones. */
export async function release(deed: DeedOn): Promise<DeedOutcome> {
  const { touch, owner } = await looked(deed);
  if (owner?.kind === 'nobody')
    return failed(
      `${shortKey(deed.reported.accessKeyId)} is gone, and with it whose it was: detach AWS's quarantine policy from the user in IAM.`,
    );
  if (!touch.may) return failed(touch.because);
  const { userName } = touch.key;
  if (deed.policy.dryRun) return wouldHave(`detached AWS's quarantine policy from ${userName}`);
  await deed.desk.release(userName);
  return done(`AWS's quarantine policy is no longer attached to ${userName}.`);
}

/** Only what is inactive is deleted: by then whatever needed the key has been missed. */
export async function deleteKey(deed: DeedOn): Promise<DeedOutcome> {
  if (deed.policy.delete === 'never')
    return failed('signalbox.yaml says that no key is deleted (exposed_keys: delete).');
  const { touch, owner } = await looked(deed);
  if (owner?.kind === 'nobody')
    return done(`${shortKey(deed.reported.accessKeyId)} is gone: IAM has no such key.`);
  if (!touch.may) return failed(touch.because);
  const name = inWords(touch.key);
  if (touch.key.status !== 'inactive') return failed(`${name} is still active: make it inactive first.`);
  if (deed.policy.dryRun) return wouldHave(`deleted ${name}`);
  await deed.desk.delete(touch.key);
  return done(`${name} is deleted.`);
}

/** Whose key it is now, and whether it may be touched. */
async function looked(deed: DeedOn): Promise<{ readonly touch: Touch; readonly owner?: Ownership }> {
  const { desk, reported, hint, policy } = deed;
  const self = await desk.self();
  const because = refusedOutright(reported, self);
  if (because !== undefined) return { touch: { may: false, because } };
  const owner = await desk.find(reported.accessKeyId, hint);
  return { touch: mayTouch(reported, owner, { self, protect: policy.protect }), owner };
}

/** Changes the status, and looks until IAM shows it. */
async function changed({ desk, clock }: DeedOn, key: OwnedKey, status: KeyStatus): Promise<string> {
  await desk.setStatus(key, status);
  for (let look = 0; look < looks; look += 1) {
    const now = await desk.find(key.accessKeyId, key.userName);
    if (now.kind === 'user' && now.key.status === status) return `is ${status}`;
    await pause(clock, lookEveryMs);
  }
  return `will be ${status}: IAM took the change and does not show it yet`;
}

function inWords({ accessKeyId, userName }: OwnedKey): string {
  return `${shortKey(accessKeyId)} of ${userName}`;
}

function wouldHave(what: string): DeedOutcome {
  return done(`Dry run: Signalbox would have ${what}. Nothing was changed.`);
}
