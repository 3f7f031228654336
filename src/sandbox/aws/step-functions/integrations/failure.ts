import { messageOf, newUuid } from '../../../../platform/index.ts';
import { AwsError } from '../../aws-error.ts';

/** Why a task failed, as its retriers and catchers see it. */
export class TaskFailure extends Error {
  readonly error: string;
  readonly reason: string;
  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
    this.reason = cause;
  }
}

/** How an optimised integration names what its service refused: the names of the first Java SDK. */
export interface Naming {
  /** In front of the error: `SQS`. */
  readonly prefix: string;
  /** In the cause: `AmazonSQS`. */
  readonly service: string;
}

export function optimisedFailure(error: unknown, { prefix, service }: Naming): TaskFailure {
  if (error instanceof TaskFailure) return error;
  const { code, message, status, queryCode } = known(error);
  const details = [
    `Service: ${service}`,
    `Status Code: ${String(status)}`,
    `Error Code: ${queryCode ?? code}`,
    `Request ID: ${newUuid()}`,
    'Proxy: null',
  ];
  return new TaskFailure(`${prefix}.${exceptionName(code)}`, `${message} (${details.join('; ')})`);
}

/** Services whose SDK has one exception for everything. */
const unmodelled = new Set(['Ec2']);

/** How `aws-sdk` integrations name it: the names of the second Java SDK. */
export function sdkFailure(error: unknown, service: string): TaskFailure {
  const { code, message, status } = known(error);
  const name = unmodelled.has(service) ? `${service}Exception` : exceptionName(code);
  const more = service === 'S3' ? `, Extended Request ID: ${newUuid()}` : '';
  return new TaskFailure(
    `${service}.${name}`,
    `${message} (Service: ${service}, Status Code: ${String(status)}, Request ID: ${newUuid()}${more})`,
  );
}

function exceptionName(code: string): string {
  return /Exception$/.test(code) ? code : `${code}Exception`;
}

function known(error: unknown): AwsError {
  return error instanceof AwsError ? error : new AwsError('InternalFailure', messageOf(error), 500);
}
