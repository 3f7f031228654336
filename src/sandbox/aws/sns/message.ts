import { isJsonObject, parseJson, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { invalid, optional } from './parameter.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
const largestMessage = 262_144;
const longestSubject = 100;

export interface MessageAttribute {
  readonly type: string;
  /** The value of a String or Number. */
  readonly text?: string;
  /** The value of a Binary, as base64. */
  readonly binary?: string;
}

/** What somebody publishes, checked. */
export interface Message {
  /** What subscribers get that have no text of their own. */
  readonly text: string;
  /** Texts by protocol, of a message with structure. */
  readonly byProtocol: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** Reads a message of Publish or an entry of PublishBatch. @throws InvalidParameter, ParameterValueInvalid */
export function readMessage(params: JsonObject): Message {
  const text = optional(params, 'Message') ?? '';
  if (text === '') throw invalid('Empty message');
  const subject = optional(params, 'Subject');
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject.slice(0, longestSubject + 1))) {
    throw invalid('Subject');
  }
  if (subject !== undefined && subject.length > longestSubject) throw invalid('Subject');
  const attributes = attributesOf(params);
  const size = Object.entries(attributes).reduce(
    (sum, [name, { type, text: value = '', binary = '' }]) =>
      sum + Buffer.byteLength(name + type + value) + Buffer.from(binary, 'base64').length,
    Buffer.byteLength(text),
  );
  if (size > largestMessage) throw invalid('Message too long');
  const structured = optional(params, 'MessageStructure') === 'json' ? structureOf(text) : undefined;
  const groupId = optional(params, 'MessageGroupId');
  const deduplicationId = optional(params, 'MessageDeduplicationId');
  return {
    text: structured?.['default'] ?? text,
    byProtocol: structured ?? {},
    attributes,
    ...(subject !== undefined && { subject }),
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  };
}

function structureOf(text: string): Readonly<Record<string, string>> {
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) throw invalid('Message Structure - JSON message body failed to parse');
  if (typeof parsed['default'] !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function attributesOf(params: JsonObject): Readonly<Record<string, MessageAttribute>> {
  const written = params['MessageAttributes'];
  if (!isJsonObject(written)) return {};
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      if (/[^\w.-]/.test(name) || /^\.|\.$|\.\./.test(name) || name.length > 256) {
        throw valueInvalid(`Invalid message attribute name '${name}' was found.`);
      }
      return [name, attributeOf(name, isJsonObject(value) ? value : {})];
    }),
  );
}

function attributeOf(name: string, value: JsonObject): MessageAttribute {
  const type = optional(value, 'DataType') ?? '';
  const kind = /^(String|Number|Binary)(\..+)?$/.exec(type)?.[1];
  if (kind === undefined) {
    throw valueInvalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const [text, binary] = [optional(value, 'StringValue'), optional(value, 'BinaryValue')];
  const given = kind === 'Binary' ? binary : text;
  if (given === undefined && (text ?? binary) !== undefined) {
    const field = kind === 'Binary' ? 'Binary' : 'String';
    throw valueInvalid(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
  }
  if (given === undefined || given === '') {
    throw valueInvalid(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (kind === 'Number' && Number.isNaN(Number(given))) {
    throw valueInvalid(`Could not cast message attribute '${name}' value to number.`);
  }
  return kind === 'Binary' ? { type, binary: given } : { type, text: given };
}

function valueInvalid(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}
