import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { validationError } from '../aws-error.ts';
import { optionalText, text } from '../page.ts';
import { broken, checkLength, checkName } from './constraint.ts';
import { isPath } from './json-path.ts';
import { placeholdersOf, predefined } from './template.ts';

/** The services that the sandbox delivers to. */
const services: readonly string[] = ['sqs', 'sns', 'states', 'lambda', 'events'];

/** Refuses the whole call for a target that breaks the model or the rules on inputs. @throws ValidationException */
export function checkTarget(target: JsonObject, at: string): void {
  for (const key of ['Id', 'Arn']) {
    if (target[key] === undefined) throw broken(null, `${at}.${key.toLowerCase()}`, 'not be null');
  }
  const id = checkName(text(target, 'Id'), `${at}.id`, 64);
  checkLength(text(target, 'Arn'), `${at}.arn`, 1600);
  const inputs = ['Input', 'InputPath', 'InputTransformer'].filter((key) => (target[key] ?? null) !== null);
  if (inputs.length > 1) {
    throw validationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
  const input = optionalText(target, 'Input');
  if (input !== undefined) {
    checkLength(input, `${at}.input`, 8192);
    if (parseJson(input) === undefined) throw validationError(`Input for target ${id} is not valid JSON.`);
  }
  const path = optionalText(target, 'InputPath');
  if (path !== undefined) {
    checkLength(path, `${at}.inputPath`, 256);
    if (!isPath(path)) throw validationError(`InputPath for target ${id} is invalid.`);
  }
  if (isJsonObject(target['InputTransformer'])) checkTransformer(target['InputTransformer'], id, at);
  if (isJsonObject(target['RetryPolicy'])) {
    checkRange(target['RetryPolicy'], 'MaximumRetryAttempts', 0, 185, at);
    checkRange(target['RetryPolicy'], 'MaximumEventAgeInSeconds', 60, 86_400, at);
  }
}

/** What fails one target alone. */
export function targetFault(target: JsonObject): JsonObject | undefined {
  const [id, arn] = [text(target, 'Id'), text(target, 'Arn')];
  const fault = (ErrorMessage: string) => ({ TargetId: id, ErrorCode: 'ValidationException', ErrorMessage });
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) {
    return fault(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const [, , service = ''] = parts;
  if (!services.includes(service)) {
    return fault(`Parameter ${arn} is not valid. Reason: The sandbox delivers to ${services.join(', ')}.`);
  }
  if (service === 'sqs' && arn.endsWith('.fifo') && !isJsonObject(target['SqsParameters'])) {
    return fault(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  if (service === 'states' && optionalText(target, 'RoleArn') === undefined) {
    return fault(`RoleArn is required for target ${arn}.`);
  }
  return undefined;
}

function checkTransformer(transformer: JsonObject, id: string, at: string): void {
  const template = optionalText(transformer, 'InputTemplate');
  if (template === undefined) throw broken(null, `${at}.inputTransformer.inputTemplate`, 'not be null');
  checkLength(template, `${at}.inputTransformer.inputTemplate`, 8192);
  const paths = isJsonObject(transformer['InputPathsMap'])
    ? Object.entries(transformer['InputPathsMap'])
    : [];
  if (paths.length > 100) {
    throw broken(
      paths.length,
      `${at}.inputTransformer.inputPathsMap`,
      'have length less than or equal to 100',
    );
  }
  for (const [name, path] of paths) {
    if (/^aws\./i.test(name))
      throw validationError(`InputPathsMap for target ${id} contains reserved key ${name}.`);
    if (typeof path !== 'string' || !isPath(path)) {
      throw validationError(`InputPathsMap for target ${id} contains invalid path for key ${name}.`);
    }
  }
  const known: readonly string[] = [...predefined, ...paths.map(([name]) => name)];
  const unknown = placeholdersOf(template).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw validationError(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
  }
}

function checkRange(policy: JsonObject, key: string, least: number, most: number, at: string): void {
  const value: JsonValue | undefined = policy[key];
  if (value === undefined || value === null) return;
  const where = `${at}.retryPolicy.${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  if (typeof value !== 'number' || value > most) {
    throw broken(value, where, `have value less than or equal to ${String(most)}`);
  }
  if (value < least) throw broken(value, where, `have value greater than or equal to ${String(least)}`);
}
