import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Found } from './service.ts';

/** What IAM knows of the keys that calls are signed with. A key that it never issued is taken as it is. */
export interface SigningKeys {
  ownerOf(accessKeyId: string): Pick<Caller, 'account' | 'arn'> | undefined;
  /** Whether it was issued here and is inactive or deleted now. */
  refuses(accessKeyId: string): boolean;
  /** Notes that a call was signed with it. @param at milliseconds since the epoch; now where absent */
  used(caller: Caller, at?: number): void;
}

const invalid = 'The security token included in the request is invalid.';

/** How a service answers a call whose key is inactive or deleted. */
export function refusedKey({ service, protocol }: Pick<Found, 'service' | 'protocol'>): AwsError {
  if (service.name === 'ec2')
    return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  if (service.name === 's3')
    return new AwsError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
    );
  const status = protocol === 'json' ? 400 : 403;
  const queryCode = service.query && 'InvalidClientTokenId';
  return new AwsError('UnrecognizedClientException', invalid, status, queryCode);
}
