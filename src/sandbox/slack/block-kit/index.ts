import type { JsonValue } from '../../../platform/index.ts';
import { blockList } from './blocks.ts';
import { faultsBy, type Fault } from './fault.ts';

export type { Fault } from './fault.ts';
export { attachmentFaults } from './attachments.ts';
export { checkedView, viewFaults } from './view.ts';
export { interactive } from './elements.ts';
export { isDate, isEpochSeconds, isNumeric, isTime } from './dates.ts';
export { optionsIn } from './objects.ts';
export { optionFaults } from './suggestions.ts';

/** Everything in the blocks of a message that Slack would refuse; empty where they are fine. */
export function messageBlockFaults(blocks: JsonValue): readonly Fault[] {
  return faultsBy(blockList, blocks, '/blocks', 'message');
}
