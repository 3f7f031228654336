import { DynamoDBServiceException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What happens to a call on its way: `before` DynamoDB hears of it, or `after` it did. Throws to break it. */
export interface Accident {
  before?(input: Readonly<Record<string, unknown>>): void;
  after?(input: Readonly<Record<string, unknown>>): void;
}

/** Breaks calls of a client inside its own retries, as a network would. */
export function breakCalls(client: DynamoDBClient, accident: Accident): void {
  let input: Readonly<Record<string, unknown>> = {};
  client.middlewareStack.add(
    (next) => async (call) => {
      input = { ...call.input };
      return next(call);
    },
    { step: 'initialize', name: 'seen' },
  );
  client.middlewareStack.add(
    (next) => async (call) => {
      const mine = input;
      accident.before?.(mine);
      const answer = await next(call);
      accident.after?.(mine);
      return answer;
    },
    { step: 'deserialize', priority: 'high', name: 'accident' },
  );
}

/** An error that the SDK tries again after, as it does when an answer never came. */
export function lost(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
}

export function throttled(): Error {
  return Object.assign(new Error('Rate exceeded'), {
    name: 'ThrottlingException',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
}

/** What AWS says to a call that the role may not make. */
export function deniedCall(): Error {
  return refusal(
    'AccessDeniedException',
    'User: arn:aws:sts::1:x is not authorized to perform: dynamodb:UpdateItem',
  );
}

/** What AWS says to a call that is not signed by anybody it knows. */
export function unknownCaller(): Error {
  return refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

/** A call that the server itself fails at. */
export function serverFault(): Error {
  return new DynamoDBServiceException({
    name: 'InternalServerError',
    message: 'The request could not be completed',
    $fault: 'server',
    $metadata: { httpStatusCode: 500 },
  });
}

function refusal(name: string, message: string): Error {
  return new DynamoDBServiceException({
    name,
    message,
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
}

/** Whether an input is a write of an audit line. */
export function isAuditWrite(input: Readonly<Record<string, unknown>>): boolean {
  return 'UpdateExpression' in input && JSON.stringify(input['Key']).includes('AUDIT#');
}
