import { newUuid } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';

/** What Batch refuses: it has one error for all that a caller does wrong. */
export function clientError(message: string): AwsError {
  return new AwsError('ClientException', message);
}

/** What its jobs refuse, in the words that Batch wraps around. */
export function requestError(message: string): AwsError {
  return clientError(`Error executing request, Exception : ${message}, RequestId: ${newUuid()}`);
}
