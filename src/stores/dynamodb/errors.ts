import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { CodedError, messageOf, StoreUnusable } from '../../platform/index.ts';

/** There is no such table, in this account and Region. */
export class TableMissing extends StoreUnusable {
  readonly code = 'table-missing';
  readonly lasting = false;
  readonly perhapsWritten = false;
  constructor(table: string, cause?: unknown) {
    super(
      `There is no DynamoDB table ${table} in this account and Region: make it with \`signalbox store create\`, or name another in SIGNALBOX_TABLE.`,
      { cause },
    );
  }
}

/** The table is there and cannot serve: it was made for something else, or by an older Signalbox. */
export class TableUnfit extends CodedError {
  readonly code = 'table-unfit';
  constructor(table: string, lacks: string) {
    super(
      `The DynamoDB table ${table} ${lacks}: it is not Signalbox's. Name another in SIGNALBOX_TABLE, and make it with \`signalbox store create\`.`,
    );
  }
}

/** DynamoDB's limit of an item, bytes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const largestItemBytes = 400 * 1024;

/** A record and what belongs to it do not fit in one item. */
export class RecordTooLarge extends CodedError {
  readonly code = 'record-too-large';
  constructor(pk: string, record: unknown, cause?: unknown) {
    const bytes = typeof record === 'string' ? Buffer.byteLength(record) : 0;
    super(
      `${pk} does not fit in a DynamoDB item of ${String(largestItemBytes / 1024)} KB (its record alone has ${String(Math.ceil(bytes / 1024))} KB). Let the workflow send a smaller ask, or keep approvals in SQLite.`,
      { cause },
    );
  }
}

export function isConditionFailure(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof ConditionalCheckFailedException;
}

/** The role of Signalbox may not do with the table what it must, or its credentials are none. */
export class TableDenied extends StoreUnusable {
  readonly code = 'table-denied';
  readonly lasting = false;
  readonly perhapsWritten = false;
  constructor(table: string, cause: unknown) {
    super(
      `DynamoDB does not let Signalbox use the table ${table}: give its role the policy of deploy/store.yaml, or mend the credentials. (AWS says: ${messageOf(cause)})`,
      { cause },
    );
  }
}

/** DynamoDB asks to slow down, and did so for all tries of a call. */
export class TableThrottled extends StoreUnusable {
  readonly code = 'table-throttled';
  readonly lasting = false;
  readonly perhapsWritten = true;
  constructor(table: string, cause: unknown) {
    super(
      `DynamoDB throttles the calls to the table ${table}: work goes on by itself. Where it stays so, raise the table's capacity. (AWS says: ${messageOf(cause)})`,
      { cause },
    );
  }
}

/** No answer, or a fault of the server's own, for all tries of a call. */
export class TableUnreachable extends StoreUnusable {
  readonly code = 'table-unreachable';
  readonly lasting = false;
  readonly perhapsWritten = true;
  constructor(table: string, cause: unknown) {
    super(
      `DynamoDB does not answer for the table ${table}: look at the network, at AWS_REGION, and at AWS_ENDPOINT_URL where it is set. Work goes on by itself. (${messageOf(cause)})`,
      { cause },
    );
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const denied = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);
const throttled = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** DynamoDB's errors that somebody acts on, as ours; every other as it is. */
export function inOurWords(error: unknown, table: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof ResourceNotFoundException) return new TableMissing(table, error);
  if (denied.has(error.name)) return new TableDenied(table, error);
  if (throttled.has(error.name)) return new TableThrottled(table, error);
  return isUnanswered(error) ? new TableUnreachable(table, error) : error;
}

/** The system's words for a way that leads nowhere; the SDK keeps them in the message where it wraps the error. */
const noWay =
  /\b(ECONN(REFUSED|RESET|ABORTED)|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)\b|socket hang up/;

/** A fault of the server, or of the way to it. */
function isUnanswered(error: Error): boolean {
  if (error instanceof DynamoDBServiceException) return error.$fault === 'server';
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'TimeoutError' || noWay.test(`${code} ${error.message}`);
}

/** DynamoDB says it by the message alone. */
export function isTooLarge(error: unknown): boolean {
  return (
    error instanceof DynamoDBServiceException &&
    error.name === 'ValidationException' &&
    /item size/i.test(error.message)
  );
}
