import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import type { Version } from '../message.ts';
import { objectsIn } from '../objects-in.ts';

/** An element that somebody can use, with the block it stands in. */
export interface Placed {
  readonly block: JsonObject;
  readonly blockId: string;
  readonly actionId: string;
  readonly element: JsonObject;
  /** The attachment that the block stands in, from one. */
  readonly attachmentId?: number;
}

/** Every interactive element of some blocks. */
export function elementsIn(blocks: readonly JsonObject[]): readonly Placed[] {
  return blocks.flatMap((block) => {
    const elements = Array.isArray(block['elements']) ? (block['elements'] as readonly JsonValue[]) : [];
    return [...elements, block['accessory'], block['element']]
      .filter(
        (element): element is JsonObject => isJsonObject(element) && typeof element['action_id'] === 'string',
      )
      .map((element) => ({
        block,
        actionId: typeof element['action_id'] === 'string' ? element['action_id'] : '',
        blockId: typeof block['block_id'] === 'string' ? block['block_id'] : '',
        element,
      }));
  });
}

/** Every interactive element of a message as it stood, those in its attachments too. */
export function elementsOfMessage(version: Version): readonly Placed[] {
  return [
    ...elementsIn(version.blocks),
    ...version.attachments.flatMap((attachment, index) =>
      elementsIn(objectsIn(attachment['blocks'])).map((placed) => ({ ...placed, attachmentId: index + 1 })),
    ),
  ];
}

/** All blocks that a message shows. */
export function blocksOfMessage(version: Version): readonly JsonObject[] {
  return [...version.blocks, ...version.attachments.flatMap((attachment) => objectsIn(attachment['blocks']))];
}
