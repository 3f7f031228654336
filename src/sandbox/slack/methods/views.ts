import { newUuid, type JsonObject } from '../../../platform/index.ts';
import { optionalArg, textArg, type MethodContext, type Methods } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { checkedView } from '../view-check.ts';
import { newView, shownView, withIds, type OpenView } from '../workspace.ts';

/** Open and two pushed. https://docs.slack.dev/surfaces/modals */
const deepestStack = 3;
const method = { scopes: [], token: 'bot' as const, perMinute: 100 };

export const views: Methods = {
  'views.open': {
    ...method,
    run(args, context) {
      const body = checkedView(args['view'], 'modal');
      const user = context.triggers.use(textArg(args, 'trigger_id'));
      const view = newView(user, body, []);
      context.workspace.modals.set(user, [view]);
      return opened(view, context);
    },
  },
  'views.push': {
    ...method,
    run(args, context) {
      const body = checkedView(args['view'], 'modal');
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
      const view = [...context.workspace.modals.values()]
        .flat()
        .find((open) =>
          id === undefined
            ? externalId !== undefined && open.body['external_id'] === externalId
            : open.id === id,
        );
      if (!view) throw new SlackError('not_found');
      rewrite(view, body, optionalArg(args, 'hash'));
      return opened(view, context);
    },
  },
  'views.publish': {
    ...method,
    run(args, context) {
      const user = textArg(args, 'user_id');
      const body = checkedView(args['view'], 'home');
      if (!context.workspace.people.has(user)) throw new SlackError('user_not_found');
      const there = context.workspace.homes.get(user);
      const hash = optionalArg(args, 'hash');
      if (there) rewrite(there, body, hash);
      const view = there ?? newView(user, body, []);
      context.workspace.homes.set(user, view);
      context.workspace.changed({ kind: 'home', user });
      return { view: shownView(view, context.workspace.team.id) };
    },
  },
};

/** Puts a new body into an open view. @throws {SlackError} where it changed since `hash` */
export function rewrite(view: OpenView, body: JsonObject, hash?: string): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
  view.body = withIds(body);
  view.hash = newUuid();
}

function opened(view: OpenView, context: MethodContext): JsonObject {
  context.workspace.changed({ kind: 'view', user: view.user });
  return { view: shownView(view, context.workspace.team.id) };
}
