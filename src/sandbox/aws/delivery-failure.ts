import { messageOf } from '../../platform/index.ts';
import { AwsError } from './aws-error.ts';

/** Why a delivery failed. */
export interface Failure {
  /** As in the dead-letter queue's ERROR_CODE. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  readonly code: string;
  readonly message: string;
  /** Whether trying again can help. */
  readonly passing: boolean;
}

const missing = /NonExistentQueue|QueueDoesNotExist|NotFound|DoesNotExist/;
const refused = /AccessDenied|NotAuthorized|AuthorizationError/;
const throttled = /Throttl|TooManyRequests|LimitExceeded/;

export function failureOf(error: unknown): Failure {
  const message = messageOf(error);
  if (!(error instanceof AwsError)) return { code: 'INTERNAL_ERROR', message, passing: true };
  const { code, status } = error;
  if (missing.test(code)) return { code: 'NO_RESOURCE', message, passing: false };
  if (refused.test(code)) return { code: 'NO_PERMISSIONS', message, passing: false };
  if (throttled.test(code) || status === 429) return { code: 'THROTTLING', message, passing: true };
  if (status >= 500) return { code: 'INTERNAL_ERROR', message, passing: true };
  if (code.endsWith('AlreadyExists')) return { code: 'RESOURCE_ALREADY_EXISTS', message, passing: false };
  return { code: 'SDK_CLIENT_ERROR', message, passing: false };
}
