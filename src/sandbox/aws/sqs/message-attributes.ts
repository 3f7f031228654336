import { createHash, type Hash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../platform/index.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { checkCharacters } from './characters.ts';
import { optionalText } from './parameters.ts';

export interface MessageAttribute {
  readonly type: string;
  readonly value: string | Buffer;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const most = 10;
const longestName = 256;
const namePattern = /^[\w-]+(\.[\w-]+)*$/;
const typePattern = /^(String|Number|Binary)(\..+)?$/s;

/** @throws {AwsError} for names, types and values that the service refuses */
export function readMessageAttributes(written: JsonObject): MessageAttributes {
  const entries = Object.entries(written);
  if (entries.length > most) {
    throw invalidParameter(
      `Number of message attributes [${String(entries.length)}] exceeds the allowed maximum [${String(most)}].`,
    );
  }
  return Object.fromEntries(
    entries.map(([name, value]) => {
      checkName(name);
      return [name, readAttribute(name, isJsonObject(value) ? value : {})];
    }),
  );
}

function checkName(name: string): void {
  if (name.length > longestName)
    throw invalidParameter(`Message (user) attribute name '${name}' must be shorter than 256 bytes.`);
  if (!namePattern.test(name) || /^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `Message (user) attribute name '${name}' must contain only letters, digits, underscores, hyphens and single periods inside, and must not start with AWS. or Amazon.`,
    );
  }
}

function readAttribute(name: string, written: JsonObject): MessageAttribute {
  const type = optionalText(written, 'DataType') ?? '';
  const [, kind] = typePattern.exec(type) ?? [];
  if (kind === undefined || type.length > longestName) {
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if ('StringListValues' in written || 'BinaryListValues' in written)
    throw sqsError(
      'UnsupportedOperation',
      'Message attribute list values in SendMessage operation are not supported.',
    );
  const value = optionalText(written, kind === 'Binary' ? 'BinaryValue' : 'StringValue') ?? '';
  const empty = `Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`;
  if (value === '') throw invalidParameter(empty);
  if (kind === 'Binary') return { type, value: Buffer.from(value, 'base64') };
  if (kind === 'Number' && !Number.isFinite(Number(value)))
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  checkCharacters(value);
  return { type, value };
}

/** As the wire has it. */
export function writeMessageAttributes(attributes: MessageAttributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [
      name,
      typeof value === 'string'
        ? { StringValue: value, DataType: type }
        : { BinaryValue: value.toString('base64'), DataType: type },
    ]),
  );
}

/** What counts toward the size of the message: name, type and value of each. */
export function bytesOf(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { type, value }]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(type) + Buffer.byteLength(value),
    0,
  );
}

/** Those that a receive asked for: `All`, `.*`, a prefix such as `trace.*`, or the name itself. */
export function chosen(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (wanted.length === 0) return {};
  if (wanted.includes('All') || wanted.includes('.*')) return attributes;
  const prefixes = wanted.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) => wanted.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
    ),
  );
}

/**
 * Names in order; of each its name, type, one byte for text or binary, and value, every part after its length.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    addPart(hash, name);
    addPart(hash, attribute.type);
    hash.update(Buffer.of(typeof attribute.value === 'string' ? 1 : 2));
    addPart(hash, attribute.value);
  }
  return hash.digest('hex');
}

function addPart(hash: Hash, part: string | Buffer): void {
  const bytes = Buffer.from(part);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

export function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
