import { newUuid, type JsonObject } from '../../platform/index.ts';
import { app } from './app.ts';
import { blocksWithIds } from './filled-ids.ts';
import { fullState, keptState, type StateValues } from './inputs/state-values.ts';
import { objectsIn } from './objects-in.ts';
import { SlackError } from './slack-error.ts';

/** A modal or an App Home, as Slack keeps it. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  body: JsonObject;
  /** What its person chose or typed so far. */
  typed: StateValues;
}

export function newView(user: string, body: JsonObject, stack: readonly OpenView[]): OpenView {
  const id = `V${newUuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
  return {
    id,
    user,
    rootId: stack[0]?.id ?? id,
    previousId: stack.at(-1)?.id ?? null,
    hash: newUuid(),
    body: withIds(body),
    typed: {},
  };
}

export function blocksOf(view: OpenView): readonly JsonObject[] {
  return objectsIn(view.body['blocks']);
}

/** Puts a new body into an open view; inputs that stay keep what was typed. @throws {SlackError} where it changed since `hash` */
export function rewrite(view: OpenView, body: JsonObject, hash?: string): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
  const before = blocksOf(view);
  view.body = withIds(body);
  view.typed = keptState(before, blocksOf(view), view.typed);
  view.hash = newUuid();
}

/** A view as Slack hands it out. @param state what its inputs hold; payloads say it of all, also of untouched ones */
export function shownView(view: OpenView, team: string, state: StateValues = view.typed): JsonObject {
  const { body } = view;
  const { type, blocks, title, close, submit, ...more } = body;
  return {
    id: view.id,
    team_id: team,
    type: type ?? 'modal',
    blocks: blocks ?? [],
    callback_id: '',
    private_metadata: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...more,
    title: title ?? null,
    close: close ?? null,
    submit: submit ?? null,
    app_id: app.id,
    app_installed_team_id: team,
    bot_id: app.botId,
    state: { values: state },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  };
}

export function sentView(view: OpenView, team: string): JsonObject {
  return shownView(view, team, fullState(blocksOf(view), view.typed));
}

function withIds(body: JsonObject): JsonObject {
  return { ...body, blocks: blocksWithIds(objectsIn(body['blocks'])) };
}
