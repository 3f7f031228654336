import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { entriesOf, isList, listOf } from '../query-lists.ts';

/**
 * How the Query protocol spells what JSON says: lists and maps are flattened, under names of their own.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
const lists: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  AWSAccountId: 'AWSAccountIds',
  ActionName: 'Actions',
  TagKey: 'TagKeys',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
};
const maps: Readonly<Record<string, string>> = {
  Attribute: 'Attributes',
  MessageAttribute: 'MessageAttributes',
  MessageSystemAttribute: 'MessageSystemAttributes',
};
const tagMaps = ['Tag', 'Tags'];
const numbers = [
  'DelaySeconds',
  'VisibilityTimeout',
  'MaxNumberOfMessages',
  'WaitTimeSeconds',
  'MaxResults',
  'MaxNumberOfMessagesPerSecond',
];

/** A form's parameters, as the operations take them. */
export function readQuery(operation: string, params: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]): [string, JsonValue] => {
      const list = lists[name];
      if (list !== undefined) {
        return [list, listOf(value).map((item) => (isJsonObject(item) ? readQuery(operation, item) : item))];
      }
      const map = maps[name];
      if (map !== undefined) return [map, entriesOf(value, 'Name', 'Value')];
      if (tagMaps.includes(name))
        return [operation === 'CreateQueue' ? 'tags' : 'Tags', entriesOf(value, 'Key', 'Value')];
      if (numbers.includes(name) && typeof value === 'string' && /^-?\d{1,9}$/.test(value))
        return [name, Number(value)];
      return [name, value];
    }),
  );
}

/** Elements of an answer's lists; those of a batch are named for the operation. */
const elements: Readonly<Record<string, string>> = {
  QueueUrls: 'QueueUrl',
  queueUrls: 'QueueUrl',
  Messages: 'Message',
  Failed: 'BatchResultErrorEntry',
  Results: 'ListMessageMoveTasksResultEntry',
};
const answeredMaps: Readonly<Record<string, readonly [element: string, key: string]>> = {
  Attributes: ['Attribute', 'Name'],
  MessageAttributes: ['MessageAttribute', 'Name'],
  Tags: ['Tag', 'Key'],
};

/** An operation's answer, as XML spells it. */
export function writeQuery(operation: string, answer: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]): [string, JsonValue] => {
      const [element, key] = answeredMaps[name] ?? [];
      if (element !== undefined && key !== undefined && isJsonObject(value))
        return [element, Object.entries(value).map(([each, inner]) => ({ [key]: each, Value: inner }))];
      if (!isList(value)) return [name, value];
      const items = value.map((item) => (isJsonObject(item) ? writeQuery(operation, item) : item));
      return [name === 'Successful' ? `${operation}ResultEntry` : (elements[name] ?? name), items];
    }),
  );
}
