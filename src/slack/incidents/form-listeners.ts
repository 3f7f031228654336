import type { App } from '@slack/bolt';
import type { Clock, Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import { formCallback, isFormKind, wishOf } from './forms.ts';
import { parseOpened } from './opened.ts';
import type { Pressing } from './pressing.ts';
import type { Windows } from './windows.ts';

/** The forms behind Assign, Snooze, Resolve and Add a note. */
export function listenForForms(
  app: App,
  needs: { pressing: Pressing; windows: Windows; clock: Clock; log: Logger },
): void {
  const { pressing, windows, clock, log } = needs;
  app.view(formCallback, async ({ ack, body, view, client }) => {
    await acked(log, ack);
    const [, kind = ''] = formCallback.exec(view.callback_id) ?? [];
    const { incidentId, surgeId, on } = parseOpened(view.private_metadata) ?? {};
    const wish = isFormKind(kind) ? wishOf(kind, view.state.values, clock.now()) : undefined;
    if (incidentId === undefined || !wish) return;
    const { id: user } = body.user;
    const outcome = await pressing(
      { incidentId, who: user, wish, ...(on && { on }) },
      { user, ...(on && { channel: on.channel }) },
    );
    // The modal it stood on shows what was before.
    const below = view.previous_view_id;
    if (outcome && below)
      await windows.again(client, user, below, {
        ...(surgeId === undefined ? { incidentId } : { surgeId }),
        ...(on && { on }),
      });
  });
}
