import type { WebRequest } from '../web/request.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Who calls, and where: from the credential scope of the signature. Any credentials are taken. */
export interface Caller {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service of the scope, lower case. */
  readonly service: string;
  readonly account: string;
  readonly arn: string;
}

export const homeAccount = '000000000000';
const scopePattern = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** Roles that somebody assumed, by the access key id that came out of it. */
export type AssumedRoles = Map<string, { readonly account: string; readonly arn: string }>;

export function callerOf(request: WebRequest, assumed: AssumedRoles, keys?: SigningKeys): Caller {
  const [, accessKeyId = 'anonymous', region = 'us-east-1', service = ''] =
    scopePattern.exec(request.headers.authorization ?? signedAddress(request)) ?? [];
  const known = assumed.get(accessKeyId) ?? keys?.ownerOf(accessKeyId);
  return {
    accessKeyId,
    region,
    service: service.toLowerCase(),
    account: known?.account ?? homeAccount,
    arn: known?.arn ?? `arn:aws:iam::${homeAccount}:user/${accessKeyId}`,
  };
}

/** The scope of an address that was signed beforehand, written as a header has it. */
function signedAddress({ url }: WebRequest): string {
  return `Credential=${url.searchParams.get('X-Amz-Credential') ?? ''}`;
}
