import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { validationError } from '../aws-error.ts';
import { optionalText, text } from '../page.ts';

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
const longestSql = 100 * 1024;

/** Where a statement runs. The sandbox has every cluster and workgroup that somebody names. */
export interface Place {
  /** As answers say it. */
  readonly target: JsonObject;
  readonly database: string;
}

export function placeOf(params: JsonObject): Place {
  const cluster = optionalText(params, 'ClusterIdentifier');
  const workgroup = optionalText(params, 'WorkgroupName');
  if (cluster === undefined && workgroup === undefined)
    throw validationError('Either ClusterIdentifier or WorkgroupName must be specified.');
  if (cluster !== undefined && workgroup !== undefined)
    throw validationError('ClusterIdentifier and WorkgroupName cannot be specified together.');
  const secret = optionalText(params, 'SecretArn');
  const user = optionalText(params, 'DbUser');
  if (cluster !== undefined && secret !== undefined && user !== undefined)
    throw validationError('SecretArn and DbUser cannot be specified together.');
  return {
    target: {
      ...(cluster !== undefined && { ClusterIdentifier: cluster }),
      ...(workgroup !== undefined && { WorkgroupName: workgroup }),
      ...(secret !== undefined && { SecretArn: secret }),
      ...(user !== undefined && { DbUser: user }),
    },
    database: text(params, 'Database'),
  };
}

export function sqlOf(sql: string): string {
  if (sql.trim() === '')
    throw validationError(
      "1 validation error detected: Value '' at 'sql' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  if (Buffer.byteLength(sql) > longestSql)
    throw validationError('The SQL statement is longer than the maximum of 100 KB.');
  return sql;
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

/** The parameters of `:name` places, as they were given. */
export function parametersOf(params: JsonObject, sqls: readonly string[]): readonly JsonObject[] {
  const given = params['Parameters'];
  const parameters = Array.isArray(given) ? (given as readonly JsonValue[]).filter(isJsonObject) : [];
  const unused = parameters.find(
    ({ name }) => typeof name !== 'string' || !sqls.some((sql) => new RegExp(`:${name}\\b`).test(sql)),
  );
  if (unused)
    throw validationError('Parameters list contains unused parameters. Unused parameters: ' + nameOf(unused));
  return parameters;
}

export function boundOf(parameters: readonly JsonObject[], sql: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.flatMap(({ name, value }) =>
      typeof name === 'string' && typeof value === 'string' && new RegExp(`:${name}\\b`).test(sql)
        ? [[name, value]]
        : [],
    ),
  );
}

function nameOf({ name }: JsonObject): string {
  return typeof name === 'string' ? name : '';
}
