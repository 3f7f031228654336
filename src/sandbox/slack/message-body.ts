import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { attachmentFaults, messageBlockFaults, type Fault } from './block-kit/index.ts';
import { attachmentsWithIds, blocksWithIds } from './filled-ids.ts';
import { SlackError } from './slack-error.ts';
import { objectsIn } from './objects-in.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage; blocks together: slackapi/bolt-js issue 2509. */
const longestText = 40_000;
const longestBlocksText = 13_200;
const largestMetadata = 8_000;
const mostAttachments = 100;

export interface MessageBody {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
}

/** Text, blocks and attachments as Slack would keep them. @throws {SlackError} */
export function bodyOf(args: JsonObject): MessageBody {
  const body = {
    text: textIn(args),
    blocks: blocksIn(args['blocks']),
    attachments: attachmentsIn(args['attachments']),
  };
  if (body.text === '' && body.blocks.length === 0 && body.attachments.length === 0)
    throw new SlackError('no_text');
  return body;
}

/** What people read; longer text is cut as Slack cuts it. @throws {SlackError} */
export function textIn(args: JsonObject): string {
  const { text = '' } = args;
  if (typeof text === 'string') return text.slice(0, longestText);
  throw SlackError.withMessages('invalid_arguments', ['must provide a string [json-pointer:/text]']);
}

/** @throws {SlackError} */
export function blocksIn(value: JsonValue | undefined): readonly JsonObject[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new SlackError('invalid_blocks_format');
  refuse('invalid_blocks', messageBlockFaults(value));
  if (lengthOf(value) > longestBlocksText) throw new SlackError('msg_blocks_too_long');
  return blocksWithIds(value as readonly JsonObject[]);
}

/** @throws {SlackError} */
export function attachmentsIn(value: JsonValue | undefined): readonly JsonObject[] {
  if (value === undefined) return [];
  const faults = attachmentFaults(value);
  const inBlocks = faults.some(({ pointer }) => /^\/attachments\/\d+\/blocks/.test(pointer));
  refuse(inBlocks ? 'invalid_blocks' : 'invalid_arguments', faults);
  const attachments = objectsIn(value);
  if (attachments.length > mostAttachments) throw new SlackError('too_many_attachments');
  return attachmentsWithIds(attachments);
}

/** Undefined where an empty object takes it away. @throws {SlackError} */
export function metadataIn(value: JsonValue): JsonObject | undefined {
  if (isJsonObject(value) && Object.keys(value).length === 0) return undefined;
  if (
    !isJsonObject(value) ||
    typeof value['event_type'] !== 'string' ||
    value['event_type'] === '' ||
    !isJsonObject(value['event_payload'])
  )
    throw new SlackError('invalid_metadata_format');
  if (JSON.stringify(value).length > largestMetadata) throw new SlackError('metadata_too_large');
  return value;
}

function refuse(code: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const lines = faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  throw SlackError.withMessages(code, lines, { errors: lines });
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) => (typeof inner === 'object' || name === 'text' ? sum + lengthOf(inner) : sum),
    0,
  );
}
