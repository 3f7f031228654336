import type { JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';

/** The unique id of a user or role that IAM has. */
export type PrincipalIds = (kind: 'user' | 'role', account: string, name: string) => string | undefined;

export interface Identity {
  /** What a look-up by Username finds: the user, or the session of a role. */
  readonly username: string;
  readonly element: JsonObject;
}

/** Who called. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function identityOf({ arn, account, accessKeyId }: Caller, idOf: PrincipalIds): Identity {
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (role === undefined || session === undefined) {
    const userName = arn.split('/').at(-1) ?? arn;
    const principalId = idOf('user', account, userName) ?? accessKeyId;
    const element = { type: 'IAMUser', principalId, arn, accountId: account, accessKeyId, userName };
    return { username: userName, element };
  }
  const roleId = idOf('role', account, role) ?? `AROA${accessKeyId.slice(4)}`;
  return {
    username: session,
    element: {
      type: 'AssumedRole',
      principalId: `${roleId}:${session}`,
      arn,
      accountId: account,
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: roleId,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        attributes: { mfaAuthenticated: 'false' },
      },
    },
  };
}
