import type { JsonObject } from '../../../platform/index.ts';
import { optionalArg, textArg } from '../arguments.ts';
import { checkedView } from '../block-kit/index.ts';
import type { MethodContext, Methods } from '../method.ts';
import { deepestStack } from '../modal-stack.ts';
import { SlackError } from '../slack-error.ts';
import { newView, rewrite, shownView, type OpenView } from '../view.ts';
import type { Workspace } from '../workspace.ts';

const method = { scopes: [], token: 'bot' as const, perMinute: 100 };

export const views: Methods = {
  'views.open': {
    ...method,
    run(args, context) {
      const body = newBody(args, context.workspace);
      const user = context.triggers.use(textArg(args, 'trigger_id'));
      const view = newView(user, body, []);
      context.workspace.modals.set(user, [view]);
      return opened(view, context);
    },
  },
  'views.push': {
    ...method,
    run(args, context) {
      const body = newBody(args, context.workspace);
      const user = context.triggers.use(textArg(args, 'trigger_id'));
      const stack = context.workspace.modals.get(user) ?? [];
      if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
      const view = newView(user, body, stack);
      context.workspace.modals.set(user, [...stack, view]);
      return opened(view, context);
    },
  },
  'views.update': {
    ...method,
    run(args, context) {
      const body = checkedView(args['view'], 'modal');
      const id = optionalArg(args, 'view_id');
      const externalId = optionalArg(args, 'external_id');
      if (id === undefined && externalId === undefined)
        throw SlackError.withMessages('invalid_arguments', ['missing required field: view_id']);
      const view = openViews(context.workspace).find((open) =>
        id === undefined ? open.body['external_id'] === externalId : open.id === id,
      );
      if (!view) throw new SlackError('not_found');
      rewrite(view, body, optionalArg(args, 'hash'));
      return opened(view, context);
    },
  },
  'views.publish': {
    ...method,
    run(args, context) {
      const { workspace, homeTab } = context;
      const user = textArg(args, 'user_id');
      const body = checkedView(args['view'], 'home');
      if (!homeTab) throw new SlackError('not_enabled');
      if (!workspace.people.has(user)) throw new SlackError('user_not_found');
      const there = workspace.homes.get(user);
      const hash = optionalArg(args, 'hash');
      if (there) rewrite(there, body, hash);
      const view = there ?? newView(user, body, []);
      workspace.homes.set(user, view);
      workspace.changed({ kind: 'home', user });
      return { view: shownView(view, workspace.team.id) };
    },
  },
};

/** A view to open; its external_id must be free. @throws {SlackError} */
function newBody(args: JsonObject, workspace: Workspace): JsonObject {
  const body = checkedView(args['view'], 'modal');
  const id = body['external_id'];
  if (
    typeof id === 'string' &&
    id !== '' &&
    openViews(workspace).some((open) => open.body['external_id'] === id)
  )
    throw new SlackError('duplicate_external_id');
  return body;
}

function openViews(workspace: Workspace): readonly OpenView[] {
  return [...workspace.modals.values()].flat();
}

function opened(view: OpenView, context: MethodContext): JsonObject {
  context.workspace.changed({ kind: 'view', user: view.user });
  return { view: shownView(view, context.workspace.team.id) };
}
