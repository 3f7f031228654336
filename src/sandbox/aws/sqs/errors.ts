import { AwsError } from '../aws-error.ts';

const old = 'AWS.SimpleQueueService.';

/**
 * The errors of the service's model: the status, and the name that the Query protocol kept.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and each operation's page
 */
const modelled = {
  BatchEntryIdsNotDistinct: [400, `${old}BatchEntryIdsNotDistinct`],
  BatchRequestTooLong: [400, `${old}BatchRequestTooLong`],
  EmptyBatchRequest: [400, `${old}EmptyBatchRequest`],
  InvalidAttributeName: [400, 'InvalidAttributeName'],
  InvalidAttributeValue: [400, 'InvalidAttributeValue'],
  InvalidBatchEntryId: [400, `${old}InvalidBatchEntryId`],
  InvalidMessageContents: [400, 'InvalidMessageContents'],
  MessageNotInflight: [400, `${old}MessageNotInflight`],
  OverLimit: [403, 'OverLimit'],
  PurgeQueueInProgress: [403, `${old}PurgeQueueInProgress`],
  QueueDeletedRecently: [400, `${old}QueueDeletedRecently`],
  QueueDoesNotExist: [400, `${old}NonExistentQueue`],
  QueueNameExists: [400, 'QueueAlreadyExists'],
  ReceiptHandleIsInvalid: [404, 'ReceiptHandleIsInvalid'],
  ResourceNotFoundException: [404, 'ResourceNotFoundException'],
  TooManyEntriesInBatchRequest: [400, `${old}TooManyEntriesInBatchRequest`],
  UnsupportedOperation: [400, `${old}UnsupportedOperation`],
  // Not in the model: what the service has always said of a parameter, under both names.
  InvalidParameterValueException: [400, 'InvalidParameterValue'],
  MissingRequiredParameterException: [400, 'MissingParameter'],
} as const;

export function sqsError(code: keyof typeof modelled, message: string): AwsError {
  const [status, queryCode] = modelled[code];
  return new AwsError(code, message, status, queryCode);
}

export function invalidParameter(message: string): AwsError {
  return sqsError('InvalidParameterValueException', message);
}

export function invalidValue(value: string | number, name: string, reason: string): AwsError {
  return invalidParameter(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);
}

export function missingParameter(name: string): AwsError {
  return sqsError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`);
}

export function noSuchQueue(): AwsError {
  return sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}
