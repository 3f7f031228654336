import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { sqsError } from './errors.ts';
import { objects, optionalText } from './parameters.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const mostEntries = 10;
const idPattern = /^[\w-]{1,80}$/;

/** Does the work of each entry; what one of them breaks is told for that one alone. */
export function eachEntry(
  params: JsonObject,
  operation: string,
  work: (entry: JsonObject) => JsonObject,
): JsonObject {
  const successful: JsonObject[] = [];
  const failed: JsonObject[] = [];
  for (const { id, entry } of readEntries(params, operation)) {
    try {
      successful.push({ Id: id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({
        Id: id,
        SenderFault: error.status < 500,
        Code: error.queryCode ?? error.code,
        Message: error.message,
      });
    }
  }
  // As the service does, a list of nothing is left out.
  return {
    ...(successful.length > 0 && { Successful: successful }),
    ...(failed.length > 0 && { Failed: failed }),
  };
}

function readEntries(
  params: JsonObject,
  operation: string,
): readonly { readonly id: string; readonly entry: JsonObject }[] {
  const entries = objects(params, 'Entries');
  if (entries.length === 0) {
    throw sqsError(
      'EmptyBatchRequest',
      `There should be at least one ${operation}RequestEntry in the request.`,
    );
  }
  if (entries.length > mostEntries) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${String(mostEntries)}. You have sent ${String(entries.length)}.`,
    );
  }
  const seen = new Set<string>();
  return entries.map((entry) => {
    const id = optionalText(entry, 'Id') ?? '';
    if (!idPattern.test(id)) {
      throw sqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(id)) throw sqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    seen.add(id);
    return { id, entry };
  });
}
