import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

interface Asked {
  readonly name: string;
  readonly email: string;
  /** Which sign-up this is: a second try of the same one is no second account. */
  readonly execution: string;
}

interface Account {
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** `name` is what ErrorEquals of the state machine matches. */
class AccountAlreadyExistsError extends Error {
  override readonly name = 'AccountAlreadyExistsError';
}
class StorageBusyError extends Error {
  override readonly name = 'StorageBusyError';
}
class InvalidAccountError extends Error {
  override readonly name = 'InvalidAccountError';
}

// The state machine tries again, where it can be seen; so the client does not. By path, as S3 stand-ins want it.
const s3 = new S3Client({ maxAttempts: 1, forcePathStyle: true });
const Bucket = process.env['ACCOUNTS_BUCKET'] ?? '';

/** One object an account. That S3 writes it only where there is none is what keeps a name from being given twice. */
export async function handler({ name, email, execution }: Asked): Promise<Account> {
  if (!/^[a-z][a-z0-9-]{1,38}$/.test(name))
    throw new InvalidAccountError(`"${name}" is no account name: 2 to 39 small letters, digits and hyphens.`);
  const account = { name, email, createdAt: new Date().toISOString(), createdBy: execution };
  const Key = `accounts/${name}.json`;
  try {
    const Body = JSON.stringify(account);
    await s3.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' }),
    );
    return account;
  } catch (error) {
    if (isBusy(error)) throw new StorageBusyError(`The account ${name} could not be stored yet.`);
    if ((error as Error).name !== 'PreconditionFailed') throw error;
  }
  const there = await read(Key);
  // An earlier try of this sign-up wrote it, and its answer was lost.
  if (there.createdBy === execution) return there;
  throw new AccountAlreadyExistsError(`The account name ${name} is taken.`);
}

async function read(Key: string): Promise<Account> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '{}') as Account;
}

/** What passes: S3 asks to slow down, or has a fault of its own; or two sign-ups wrote the same name in one moment. */
function isBusy(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'ConditionalRequestConflict' || ($metadata?.httpStatusCode ?? 0) >= 500;
}
