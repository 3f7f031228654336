import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Account, Clock } from '../platform/index.ts';
import { roleRefused } from './errors.ts';

/** As CloudTrail of the other account shows it. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const sessionName = 'signalbox';
/** Credentials are taken anew so long before they end, ms: the SDK does the same with its own. */
const refreshBeforeMs = 300_000;

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * Credentials of an account's role, taken once for all who want them and anew before they end. A failure is not
 * remembered: whoever comes next asks again. @throws {StepFunctionsRefused} with what to mend
 */
export function assumedRole(account: Account, sts: STSClient, clock: Clock): () => Promise<Credentials> {
  const { role, externalId } = account;
  let kept: { taken: Promise<Credentials>; goodUntil: number } | undefined;

  const take = async (): Promise<Credentials> => {
    const asked = { RoleArn: role, RoleSessionName: sessionName };
    try {
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({ ...asked, ...(externalId !== undefined && { ExternalId: externalId }) }),
      );
      if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
        throw new Error('no credentials came');
      return {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken ?? '',
        expiration: given.Expiration ?? new Date(clock.now()),
      };
    } catch (error) {
      throw roleRefused(error, account);
    }
  };

  return () => {
    if (kept && clock.now() < kept.goodUntil) return kept.taken;
    const taking = { taken: take(), goodUntil: Infinity };
    kept = taking;
    taking.taken.then(
      ({ expiration }) => {
        taking.goodUntil = expiration.getTime() - refreshBeforeMs;
      },
      () => {
        if (kept === taking) kept = undefined;
      },
    );
    return taking.taken;
  };
}
