import { isJsonObject, type JsonObject } from '../../platform/index.ts';
import { checkedView } from './block-kit/index.ts';
import { SlackError } from './slack-error.ts';
import { newView, rewrite, type OpenView } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Open and two pushed. https://docs.slack.dev/surfaces/modals */
export const deepestStack = 3;

export function stackOf(workspace: Workspace, user: string): readonly OpenView[] {
  return workspace.modals.get(user) ?? [];
}

export function setStack(workspace: Workspace, user: string, stack: readonly OpenView[]): void {
  workspace.modals.set(user, [...stack]);
  workspace.changed({ kind: 'view', user });
}

/**
 * What the acknowledgement of a submission does to the person's stack of modals.
 * @throws {SlackError} where Slack would not know what to do with it; then the modal stays as it is
 */
export function afterSubmit(workspace: Workspace, user: string, view: OpenView, payload: JsonObject): void {
  const stack = stackOf(workspace, user);
  const action = payload['response_action'] ?? '';
  switch (typeof action === 'string' ? action : 'unknown') {
    case '':
      setStack(
        workspace,
        user,
        stack.filter((open) => open !== view),
      );
      return;
    case 'update':
      rewrite(view, checkedView(payload['view'], 'modal'));
      setStack(workspace, user, stack);
      return;
    case 'push': {
      const body = checkedView(payload['view'], 'modal');
      if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
      setStack(workspace, user, [...stack, newView(user, body, stack)]);
      return;
    }
    case 'clear':
      setStack(workspace, user, []);
      return;
    default:
      throw new SlackError('invalid_arguments', {
        message: 'response_action must be one of: errors, update, push, clear',
      });
  }
}

/** The errors of a submission, by block. @throws {SlackError} where they name blocks that are no inputs of the view */
export function errorsIn(payload: JsonObject, blocks: readonly JsonObject[]): JsonObject {
  const { errors } = payload;
  const inputs = new Set<unknown>(
    blocks.filter(({ type }) => type === 'input').map(({ block_id: id }) => id),
  );
  const known =
    isJsonObject(errors) &&
    Object.keys(errors).length > 0 &&
    Object.entries(errors).every(([id, words]) => inputs.has(id) && typeof words === 'string');
  if (known) return errors;
  throw new SlackError('invalid_arguments', {
    message: 'errors must name input blocks of the view, each with a sentence',
  });
}
