import type { TokenAnswer } from '../delivery/index.ts';
import { StepFunctionsRefused } from '../executions/index.ts';
import { messageOf, scrub, type Account } from '../platform/index.ts';

/** Names under which AWS says "not now". https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const passingNames = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'InternalFailure',
  'InternalServerError',
  'TimeoutError',
  'RequestTimeout',
  'AbortError',
  'NetworkingError',
]);
const deniedNames = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ExpiredTokenException',
  'KmsAccessDeniedException',
  'CredentialsProviderError',
  'InvalidClientTokenId',
]);

/** Vendor errors are recognised by name here and nowhere else. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Unknown';
}

/** The role, or the credentials, do not allow it: somebody must mend that. */
export function isDenied(error: unknown): boolean {
  return deniedNames.has(nameOf(error));
}

export function isPassing(error: unknown): boolean {
  if (passingNames.has(nameOf(error))) return true;
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  // No status at all: the answer never came.
  return status === undefined ? !deniedNames.has(error.name) : status >= 500 || status === 429;
}

function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** What a refusal of SendTaskSuccess or SendTaskFailure means for the token. */
export function tokenAnswerOf(error: unknown): TokenAnswer {
  const because = scrub(messageOf(error));
  if (error instanceof StepFunctionsRefused) return { kind: error.passing ? 'passing' : 'denied', because };
  const name = nameOf(error);
  switch (name) {
    case 'TaskTimedOut':
    case 'TaskDoesNotExist':
      return { kind: 'closed', code: name };
    case 'InvalidToken':
      return { kind: 'invalid-token', because };
    case 'InvalidOutput':
      return { kind: 'invalid-output', because };
    case 'ValidationException':
      // The token's own form, or an output that is too large.
      return { kind: /output/i.test(because) ? 'invalid-output' : 'invalid-token', because };
    default:
      if (deniedNames.has(name)) return { kind: 'denied', because };
      return { kind: 'passing', because: `${name}: ${because}` };
  }
}

/** A refusal in words. @param subject which thing was asked for */
export function refusedBy(error: unknown, subject: string): StepFunctionsRefused {
  // Said already: the way to another account is closed.
  if (error instanceof StepFunctionsRefused) return error;
  const name = nameOf(error);
  const passing = isPassing(error);
  return new StepFunctionsRefused(
    name,
    sentenceOf(name, subject, passing, scrub(messageOf(error))),
    passing,
    { cause: error },
  );
}

/** The role of an account could not be taken: which one, and what to mend. */
export function roleRefused(
  error: unknown,
  { name, role, account, externalId }: Account,
): StepFunctionsRefused {
  const code = nameOf(error);
  const passing = isPassing(error);
  const remedy = passing
    ? 'Try again in a minute.'
    : `Whoever runs Signalbox must allow its own role sts:AssumeRole on it, and name Signalbox in its trust policy${externalId === undefined ? '' : ' with the externalId of signalbox.yaml'}; \`signalbox doctor\` prints the statement.`;
  return new StepFunctionsRefused(
    code,
    `Signalbox could not take the role ${role} of account ${name} (${account}): ${code}. ${remedy}`,
    passing,
    { cause: error },
  );
}

/** An ARN of an account or a Region where Signalbox does not work. */
export function notConfigured(arn: string): StepFunctionsRefused {
  const [, , , region = '', account = ''] = arn.split(':');
  return new StepFunctionsRefused(
    'AccountNotConfigured',
    `Signalbox does not work in account ${account}, Region ${region}: neither is it its own, nor does accounts: of signalbox.yaml name it. Nothing was done with ${arn}.`,
    false,
  );
}

function sentenceOf(name: string, subject: string, passing: boolean, message: string): string {
  if (deniedNames.has(name))
    return `AWS does not allow Signalbox to use ${subject} (${name}). Whoever runs Signalbox must widen its role.`;
  if (passing) return `AWS did not answer about ${subject} (${name}). Try again in a minute.`;
  switch (name) {
    case 'ExecutionDoesNotExist':
      return `There is no execution ${subject}: it may be older than the 90 days that AWS keeps.`;
    case 'StateMachineDoesNotExist':
      return `The state machine ${subject} is gone. \`/workflow list\` shows those there are.`;
    case 'ExecutionAlreadyExists':
      return `This was started already, with another input or a while ago: ${subject}.`;
    case 'InvalidExecutionInput':
      return `Step Functions refused the input of ${subject}: ${message}`;
    default:
      return `Step Functions refused ${subject}: ${message} (${name})`;
  }
}
