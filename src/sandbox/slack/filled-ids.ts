import { isJsonObject, newUuid, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { interactive } from './block-kit/index.ts';

/** Ids of blocks and of the elements that an app hears of, where it left them out: Slack makes them up. */
export function blocksWithIds(blocks: readonly JsonObject[]): readonly JsonObject[] {
  return blocks.map((block) => {
    const filled: Record<string, JsonValue> = { ...block, block_id: block['block_id'] ?? madeUp() };
    for (const name of ['accessory', 'element']) {
      const element = block[name];
      if (isJsonObject(element)) filled[name] = withActionId(element);
    }
    const { elements } = block;
    if (Array.isArray(elements)) {
      filled['elements'] = (elements as readonly JsonValue[]).map((element) =>
        isJsonObject(element) ? withActionId(element) : element,
      );
    }
    return filled;
  });
}

/** Attachments are numbered from one, and have a fallback. */
export function attachmentsWithIds(attachments: readonly JsonObject[]): readonly JsonObject[] {
  return attachments.map((attachment, index) => ({
    fallback: '[no preview available]',
    ...attachment,
    id: index + 1,
    ...(Array.isArray(attachment['blocks']) && {
      blocks: blocksWithIds(attachment['blocks'] as readonly JsonObject[]),
    }),
  }));
}

function withActionId(element: JsonObject): JsonObject {
  const { type, action_id: id } = element;
  return id === undefined && typeof type === 'string' && interactive.has(type)
    ? { ...element, action_id: madeUp() }
    : element;
}

function madeUp(): string {
  return newUuid().replaceAll('-', '').slice(0, 8);
}
