import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { elementsIn, initialOf, isEmpty, stateOf } from './elements.ts';
import { rewrite } from './methods/views.ts';
import { checkedView } from './view-check.ts';
import { asObjects, newView, type OpenView, type Workspace } from './workspace.ts';

/** Every input's value in Slack's shape, and which required ones are empty. */
export function stateIn(view: OpenView, given: JsonObject): { values: JsonObject; missing: JsonObject } {
  const values: Record<string, Record<string, JsonValue>> = {};
  const missing: Record<string, JsonValue> = {};
  for (const block of asObjects(view.body['blocks'])) {
    for (const { element, blockId } of elementsIn([block])) {
      if (element['type'] === 'button') continue;
      const actionId = typeof element['action_id'] === 'string' ? element['action_id'] : '';
      const typed = isJsonObject(given[blockId]) ? given[blockId][actionId] : undefined;
      const state = stateOf(element, typed === '' ? null : (typed ?? initialOf(element)));
      values[blockId] = { ...values[blockId], [actionId]: state };
      if (block['type'] === 'input' && block['optional'] !== true && isEmpty(state))
        missing[blockId] = 'Please complete this required field.';
      const longest = element['max_length'];
      const written = state['value'];
      if (typeof longest === 'number' && typeof written === 'string' && written.length > longest) {
        missing[blockId] = `Must be at most ${String(longest)} characters long.`;
      }
    }
  }
  return { values, missing };
}

/** What the acknowledgement of a submission does to the person's stack of modals. */
export function afterSubmit(workspace: Workspace, user: string, view: OpenView, payload: JsonObject): void {
  const stack = workspace.modals.get(user) ?? [];
  const action = payload['response_action'];
  switch (typeof action === 'string' ? action : '') {
    case 'update':
      rewrite(view, checkedView(payload['view'], 'modal'));
      setStack(workspace, user, stack);
      return;
    case 'push':
      setStack(workspace, user, [...stack, newView(user, checkedView(payload['view'], 'modal'), stack)]);
      return;
    case 'clear':
      setStack(workspace, user, []);
      return;
    default:
      setStack(
        workspace,
        user,
        view.body['clear_on_close'] === true ? [] : stack.filter((open) => open !== view),
      );
  }
}

export function setStack(workspace: Workspace, user: string, stack: OpenView[]): void {
  workspace.modals.set(user, stack);
  workspace.changed({ kind: 'view', user });
}
