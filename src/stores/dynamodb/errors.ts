import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { CodedError } from '../../platform/index.ts';

/** There is no such table, in this account and Region. */
export class TableMissing extends CodedError {
  readonly code = 'table-missing';
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

/** DynamoDB's errors that somebody acts on, as ours; every other as it is. */
export function inOurWords(error: unknown, table: string): unknown {
  return error instanceof ResourceNotFoundException ? new TableMissing(table, error) : error;
}

/** DynamoDB says it by the message alone. */
export function isTooLarge(error: unknown): boolean {
  return (
    error instanceof DynamoDBServiceException &&
    error.name === 'ValidationException' &&
    /item size/i.test(error.message)
  );
}
