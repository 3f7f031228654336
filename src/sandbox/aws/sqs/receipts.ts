import { newUuid } from '../../../platform/index.ts';
import { sqsError } from './errors.ts';

/** What a receipt handle stands for: one receive of one message. */
export interface Receipt {
  readonly key: string;
  readonly messageId: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function newReceiptKey(): string {
  return newUuid();
}

export function handleOf(receipt: Receipt, queueArn: string): string {
  return Buffer.from(`${receipt.key} ${queueArn} ${receipt.messageId}`).toString('base64');
}

/** @throws {AwsError} ReceiptHandleIsInvalid for what this queue never gave */
export function readHandle(handle: string, queueArn: string): Receipt {
  const [key = '', arn, messageId = ''] = Buffer.from(handle, 'base64').toString().split(' ');
  if (uuid.test(key) && arn === queueArn && uuid.test(messageId)) return { key, messageId };
  throw sqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}
