import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { invalidValue, missingParameter, sqsError } from './errors.ts';
import { text, texts } from './parameters.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
const mostActions = 7;

/** Statements of the queue's policy, by their label. The sandbox keeps them; it lets everybody in. */
export function permissionOperations(queues: Queues): Operations {
  return {
    AddPermission(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const label = text(params, 'Label');
      const accounts = texts(params, 'AWSAccountIds');
      const actions = texts(params, 'Actions');
      if (!/^[\w-]{1,80}$/.test(label))
        throw invalidValue(
          label,
          'Label',
          'Can only include alphanumeric characters, hyphens, or underscores.',
        );
      if (accounts.length === 0) throw missingParameter('AWSAccountIds');
      if (actions.length === 0) throw missingParameter('Actions');
      if (actions.length > mostActions) {
        throw sqsError(
          'OverLimit',
          `${String(actions.length)} Actions were found, maximum allowed is ${String(mostActions)}.`,
        );
      }
      const statements = statementsOf(queue);
      if (statements.some((statement) => sidOf(statement) === label))
        throw invalidValue(label, 'Label', 'Already exists.');
      const principals = accounts.map((account) => `arn:aws:iam::${account}:root`);
      const added = {
        Sid: label,
        Effect: 'Allow',
        Principal: { AWS: oneOrMany(principals) },
        Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
        Resource: queue.arn,
      };
      write(queue, [...statements, added]);
      return {};
    },
    RemovePermission(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const label = text(params, 'Label');
      const statements = statementsOf(queue);
      const rest = statements.filter((statement) => sidOf(statement) !== label);
      if (rest.length === statements.length)
        throw invalidValue(label, 'Label', "can't find label on existing policy.");
      write(queue, rest);
      return {};
    },
  };
}

function statementsOf(queue: Queue): readonly JsonValue[] {
  const policy = parseJson(queue.attributes['Policy'] ?? '{}');
  const found = isJsonObject(policy) ? (policy['Statement'] ?? []) : [];
  return isList(found) ? found : [found];
}

function write(queue: Queue, statements: readonly JsonValue[]): void {
  const { Policy: before, ...others } = queue.attributes;
  const read = parseJson(before ?? '{}');
  const kept: JsonObject = isJsonObject(read) ? read : {};
  const policy = {
    Version: '2008-10-17',
    Id: `${queue.arn}/SQSDefaultPolicy`,
    ...kept,
    Statement: statements,
  };
  queue.setAttributes(statements.length === 0 ? others : { ...others, Policy: JSON.stringify(policy) });
}

function sidOf(statement: JsonValue): JsonValue | undefined {
  return isJsonObject(statement) ? statement['Sid'] : undefined;
}

function oneOrMany(values: readonly string[]): JsonValue {
  return values.length === 1 ? (values[0] ?? '') : values;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
