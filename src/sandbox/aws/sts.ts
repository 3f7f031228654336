import { newUuid, type Clock, type JsonObject } from '../../platform/index.ts';
import { AwsError } from './aws-error.ts';
import type { AssumedRoles } from './caller.ts';
import type { Trusts } from './iam/index.ts';
import type { Operations } from './operation.ts';
import { optionalText } from './page.ts';
import type { Service } from './service.ts';

/** How long assumed credentials say that they live; the sandbox never ends them. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const sessionSeconds = 3_600;
const shortestSeconds = 900;
const longestSeconds = 43_200;
const sessionName = /^[\w+=,.@-]{2,64}$/;

/** The calls of STS that the bot and its users make. Answers are turned into XML by the query protocol. */
export function createSts(needs: { assumed: AssumedRoles; trusts: Trusts; clock: Clock }): Service {
  const operations: Operations = {
    GetCallerIdentity: (_params, caller) => ({
      Arn: caller.arn,
      UserId: caller.accessKeyId,
      Account: caller.account,
    }),
    AssumeRole(params, caller) {
      const roleArn = required(params, 'RoleArn');
      const session = required(params, 'RoleSessionName');
      if (!sessionName.test(session))
        throw broken(session, 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*');
      const [, account, role] = /^arn:[\w-]+:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
      if (account === undefined || role === undefined) {
        throw new AwsError('ValidationError', `${roleArn} is invalid`);
      }
      if (!needs.trusts(roleArn, caller, optionalText(params, 'ExternalId'))) {
        const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
        throw new AwsError('AccessDenied', message, 403);
      }
      const duration = readDuration(optionalText(params, 'DurationSeconds'));
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

function required(params: JsonObject, name: string): string {
  const value = optionalText(params, name);
  if (value !== undefined) return value;
  throw broken('null', name.charAt(0).toLowerCase() + name.slice(1), 'not be null');
}

function readDuration(given: string | undefined): number {
  if (given === undefined) return sessionSeconds;
  const seconds = Number(given);
  if (!Number.isInteger(seconds)) throw new AwsError('MalformedInput', 'Unexpected token in durationSeconds');
  if (seconds < shortestSeconds)
    throw broken(given, 'durationSeconds', `have value greater than or equal to ${shortestSeconds}`);
  if (seconds > longestSeconds)
    throw broken(given, 'durationSeconds', `have value less than or equal to ${longestSeconds}`);
  return seconds;
}

function broken(value: string, name: string, must: string): AwsError {
  const shown = value === 'null' ? value : `'${value}'`;
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value ${shown} at '${name}' failed to satisfy constraint: Member must ${must}`,
  );
}
