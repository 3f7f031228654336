import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { attachmentFaults, messageBlockFaults, viewFaults, type Fault } from '../block-kit/index.ts';
import type { Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';

/** Checks blocks, a view or a message without sending them. https://docs.slack.dev/reference/methods/blocks.validate */
export const blocks: Methods = {
  'blocks.validate': {
    token: 'none',
    scopes: [],
    perMinute: 600,
    run({ blocks: list, view, message }) {
      const given = [list, view, message].filter((one) => one !== undefined);
      if (given.length !== 1)
        throw SlackError.withMessages('invalid_arguments', [
          'must define exactly one of `blocks`, `view` or `message`',
        ]);
      if (list !== undefined) return answer('invalid_blocks', messageBlockFaults(list), '/blocks');
      if (view !== undefined) return answer('invalid_view', faultsOfView(view), '/view');
      return answer('invalid_message', faultsOfMessage(message ?? null), '');
    },
  },
};

function faultsOfView(view: JsonValue): readonly Fault[] {
  return viewFaults(view, isJsonObject(view) && view['type'] === 'home' ? 'home' : 'modal');
}

function faultsOfMessage(message: JsonValue): readonly Fault[] {
  if (!isJsonObject(message)) return [{ pointer: '', message: 'must provide an object' }];
  return [
    ...(message['blocks'] === undefined ? [] : messageBlockFaults(message['blocks'])),
    ...(message['attachments'] === undefined ? [] : attachmentFaults(message['attachments'])),
  ];
}

/** Pointers count from what was given. */
function answer(code: string, faults: readonly Fault[], root: string): JsonObject {
  if (faults.length === 0) return {};
  throw new SlackError(code, {
    errors: faults.map(({ pointer, message }) => ({
      pointer: pointer.startsWith(root) ? pointer.slice(root.length) : pointer,
      code: 'failed_constraint',
      message,
    })),
  });
}
