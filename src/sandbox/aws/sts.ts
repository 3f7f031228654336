import { newUuid, type Clock } from '../../platform/index.ts';
import { AwsError } from './aws-error.ts';
import type { AssumedRoles } from './caller.ts';
import type { Operations } from './operation.ts';
import { optionalText, text } from './page.ts';
import type { Service } from './service.ts';

/** How long assumed credentials say that they live; the sandbox never ends them. */
const sessionSeconds = 3_600;

/** The calls of STS that the bot and its users make. Answers are turned into XML by the query protocol. */
export function createSts(needs: { assumed: AssumedRoles; clock: Clock }): Service {
  const operations: Operations = {
    GetCallerIdentity: (_params, caller) => ({
      Arn: caller.arn,
      UserId: caller.accessKeyId,
      Account: caller.account,
    }),
    AssumeRole(params) {
      const roleArn = text(params, 'RoleArn');
      const session = text(params, 'RoleSessionName');
      const [, account, role] = /^arn:[\w-]+:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
      if (account === undefined || role === undefined) {
        throw new AwsError('ValidationError', `${roleArn} is invalid`);
      }
      const duration = Number(optionalText(params, 'DurationSeconds') ?? sessionSeconds);
      const accessKeyId = `ASIA${newUuid().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
      const arn = `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? role}/${session}`;
      needs.assumed.set(accessKeyId, { account, arn });
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: newUuid(),
          SessionToken: newUuid(),
          Expiration: new Date(needs.clock.now() + duration * 1000).toISOString(),
        },
        AssumedRoleUser: { Arn: arn, AssumedRoleId: `AROA${accessKeyId.slice(4)}:${session}` },
      };
    },
  };
  return { name: 'sts', operations, query: { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' } };
}
