import type { BlockAction } from '@slack/bolt';
import type { CardRef } from '../../approvals/index.ts';
import { isJsonObject, parseJson } from '../../platform/index.ts';

/** What a modal carries through Slack: ids only. What is pressed in it counts as pressed where it was opened. */
export interface Opened {
  readonly incidentId?: string;
  /** Of the list of a flood. */
  readonly surgeId?: string;
  /** The card, where it was opened from one. */
  readonly on?: CardRef;
}

/** Undefined where the text is not what a modal of ours carries. */
export function parseOpened(text: string): Opened | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { incidentId, surgeId, on } = value;
  const { channel, ts } = isJsonObject(on) ? on : {};
  return {
    ...(typeof incidentId === 'string' && { incidentId }),
    ...(typeof surgeId === 'string' && { surgeId }),
    ...(typeof channel === 'string' && typeof ts === 'string' && { on: { channel, ts } }),
  };
}

/** Who pressed something, and where: on a card, in a modal, or on App Home. */
export interface PressedAt {
  readonly user: string;
  readonly triggerId: string;
  /** For private words; absent where they go to the person directly. */
  readonly channel?: string;
  readonly on?: CardRef;
  /** The modal it was pressed in. */
  readonly modal?: { readonly id: string; readonly opened: Opened };
}

export function pressedAt({ user, trigger_id, channel, container, view }: BlockAction): PressedAt {
  const who = { user: user.id, triggerId: trigger_id };
  const ts: unknown = container['message_ts'];
  if (channel && typeof ts === 'string')
    return { ...who, channel: channel.id, on: { channel: channel.id, ts } };
  if (view?.type !== 'modal') return who;
  const opened = parseOpened(view.private_metadata) ?? {};
  const { on } = opened;
  return { ...who, ...(on && { on, channel: on.channel }), modal: { id: view.id, opened } };
}
