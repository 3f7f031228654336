import type { App, BlockButtonAction, BlockOverflowAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Access, Directory, Limits } from '../../access/index.ts';
import type { Incidents, Wish } from '../../incidents/index.ts';
import { assertNever, messageOf, type Clock, type Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { Modals } from '../modals.ts';
import type { PrivateWords } from '../private-words.ts';
import {
  acknowledgeAction,
  detailsAction,
  moreAction,
  parseChoice,
  reopenAction,
  resolveAction,
  runbookAction,
  takeAction,
  type Choice,
} from './card-buttons.ts';
import { listenForForms } from './form-listeners.ts';
import { listenForNotes } from './note-shortcut.ts';
import { pressedAt, type PressedAt } from './opened.ts';
import { createPressing } from './pressing.ts';
import { createRespondable } from './respondable.ts';
import { parseStepValue, stepAction } from './runbook.ts';
import { shareTimeline } from './share-timeline.ts';
import { surgeListAction } from './surge-card.ts';
import { createSurgeMembers } from './surge-members.ts';
import { createWindows } from './windows.ts';

export interface IncidentListenerNeeds {
  readonly incidents: Incidents;
  readonly access: Access;
  readonly limits: Limits;
  readonly directory: Directory;
  readonly modals: Modals;
  readonly tell: PrivateWords;
  readonly clock: Clock;
  readonly log: Logger;
}

const notShared =
  'Slack did not take the file. Try again in a minute; where it never works, the app may lack the scope files:write (`signalbox doctor` says).';
const noThread =
  'This incident has no thread yet in which its timeline could be shared. Try again in a minute.';

/** The buttons of incidents: on their cards, in their modals, on App Home. Rights are checked at the press, and again at the submit. */
export function listenForIncidents(app: App, needs: IncidentListenerNeeds): void {
  const { log } = needs;
  const deeds = createDeeds(needs);
  const onButton = (
    id: string | RegExp,
    run: (client: WebClient, at: PressedAt, value: string) => Promise<void>,
  ) => {
    app.action<BlockButtonAction>(id, async ({ ack, body, action, client }) => {
      await acked(log, ack);
      await run(client, pressedAt(body), action.value ?? '');
    });
  };
  const choose = (choice: Choice) => (client: WebClient, at: PressedAt, incidentId: string) =>
    deeds.choose(client, at, choice, incidentId);

  onButton(acknowledgeAction, choose('acknowledge'));
  onButton(takeAction, choose('take'));
  onButton(resolveAction, choose('resolve'));
  onButton(reopenAction, choose('reopen'));
  onButton(detailsAction, choose('details'));
  // The whole runbook stands in the modal of details.
  onButton(runbookAction, choose('details'));
  onButton(surgeListAction, (client, at, surgeId) => deeds.windows.surge(client, at, surgeId));
  onButton(stepAction, async (client, at, value) => {
    const parsed = parseStepValue(value);
    if (parsed) await deeds.press(client, at, parsed.incidentId, { kind: 'step', step: parsed.step });
  });
  app.action<BlockOverflowAction>(moreAction, async ({ ack, body, action, client }) => {
    await acked(log, ack);
    const chosen = parseChoice(action.selected_option.value);
    if (chosen) await deeds.choose(client, pressedAt(body), chosen.choice, chosen.incidentId);
  });
  listenForForms(app, { ...needs, pressing: deeds.pressing, windows: deeds.windows });
  listenForNotes(app, { ...needs, pressing: deeds.pressing });
}

/** What buttons and menus lead to. */
function createDeeds(needs: IncidentListenerNeeds) {
  const { directory, tell, log } = needs;
  const pressing = createPressing(needs);
  const respondable = createRespondable(needs);
  const windows = createWindows({ ...needs, respondable, surgeMembers: createSurgeMembers(needs) });

  const press = async (client: WebClient, at: PressedAt, incidentId: string, wish: Wish): Promise<void> => {
    const outcome = await pressing({ incidentId, who: at.user, wish, ...(at.on && { on: at.on }) }, at);
    if (outcome && at.modal) await windows.again(client, at.user, at.modal.id, at.modal.opened);
  };
  const share = async (client: WebClient, at: PressedAt, incidentId: string): Promise<void> => {
    const found = await respondable(at.user, incidentId);
    const card = typeof found === 'string' ? undefined : (found.card.ref ?? at.on);
    if (typeof found === 'string' || !card) {
      await tell(at, typeof found === 'string' ? found : noThread);
      return;
    }
    try {
      await shareTimeline({ client, directory }, found, { who: at.user, card });
    } catch (error) {
      log.warn({ because: messageOf(error), incidentId, who: at.user }, 'timeline not shared');
      await tell(at, notShared);
    }
  };
  const choose = (client: WebClient, at: PressedAt, choice: Choice, incidentId: string): Promise<void> => {
    switch (choice) {
      case 'acknowledge':
      case 'reopen':
        return press(client, at, incidentId, { kind: choice });
      case 'take':
        return press(client, at, incidentId, { kind: 'assign', to: at.user });
      case 'assign':
      case 'snooze':
      case 'resolve':
      case 'note':
        return windows.form(client, at, choice, incidentId);
      case 'details':
        return windows.details(client, at, incidentId);
      case 'export':
        return share(client, at, incidentId);
      default:
        return assertNever(choice);
    }
  };
  return { pressing, windows, press, choose };
}
