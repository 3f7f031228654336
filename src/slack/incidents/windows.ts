import type { WebClient } from '@slack/web-api';
import type { Directory } from '../../access/index.ts';
import type { Incident, Incidents } from '../../incidents/index.ts';
import { messageOf, type Clock, type Logger } from '../../platform/index.ts';
import { troubleOf } from '../errors.ts';
import type { ModalContent, Modals } from '../modals.ts';
import { openModal } from '../open-modal.ts';
import type { PrivateWords } from '../private-words.ts';
import { detailsModal } from './details-modal.ts';
import { formModal, type FormKind } from './forms.ts';
import type { Opened, PressedAt } from './opened.ts';
import type { Respondable } from './respondable.ts';
import { snoozeChoices } from './snooze-choices.ts';
import { surgeList } from './surge-list.ts';
import type { SurgeMembersOf } from './surge-members.ts';

const notOpened = 'Slack did not open the form in time. Nothing was changed: press the button again.';

/** The modals of incidents: opened for whom may respond, and made true again after something was pressed in them. */
export interface Windows {
  details(client: WebClient, at: PressedAt, incidentId: string): Promise<void>;
  form(client: WebClient, at: PressedAt, kind: FormKind, incidentId: string): Promise<void>;
  surge(client: WebClient, at: PressedAt, surgeId: string): Promise<void>;
  /** Shows in an open modal of this person how things stand now. */
  again(client: WebClient, who: string, viewId: string, opened: Opened): Promise<void>;
}

export function createWindows(needs: {
  incidents: Pick<Incidents, 'get'>;
  respondable: Respondable;
  surgeMembers: SurgeMembersOf;
  directory: Directory;
  modals: Modals;
  tell: PrivateWords;
  clock: Clock;
  log: Logger;
}): Windows {
  const { incidents, respondable, surgeMembers, directory, modals, tell, clock, log } = needs;

  /** On the modal it was pressed in, where that was one. */
  const open = async (client: WebClient, at: PressedAt, work: Promise<ModalContent>): Promise<void> => {
    const to = { user: at.user, ...(at.channel !== undefined && { channel: at.channel }) };
    if (!at.modal) {
      const sentence = await modals.open({ client, triggerId: at.triggerId }, work);
      if (sentence !== undefined) await tell(to, sentence);
      return;
    }
    const content = await work;
    if (content.kind === 'refused') await tell(to, content.sentence);
    else
      await openModal(
        { client, tell, log },
        { ...to, triggerId: at.triggerId },
        content.view,
        notOpened,
        'push',
      );
  };
  const forResponder = async (
    { user }: PressedAt,
    incidentId: string,
    draw: (incident: Incident) => Promise<ModalContent> | ModalContent,
  ): Promise<ModalContent> => {
    const found = await respondable(user, incidentId);
    return typeof found === 'string' ? { kind: 'refused', sentence: found } : draw(found);
  };

  return {
    details: (client, at, incidentId) =>
      open(
        client,
        at,
        forResponder(at, incidentId, (incident) => ({
          kind: 'view',
          view: detailsModal(incident, { incidentId, ...(at.on && { on: at.on }) }),
        })),
      ),
    form: (client, at, kind, incidentId) =>
      open(
        client,
        at,
        forResponder(at, incidentId, async (incident) => {
          const { surgeId } = at.modal?.opened ?? {};
          const opened = {
            incidentId,
            ...(surgeId !== undefined && { surgeId }),
            ...(at.on && { on: at.on }),
          };
          const choices =
            kind === 'snooze' ? snoozeChoices(clock.now(), await zoneOf(directory, at.user)) : [];
          return { kind: 'view', view: formModal(kind, incident, opened, choices) };
        }),
      ),
    surge: (client, at, surgeId) =>
      open(
        client,
        at,
        surgeMembers
          .asked(at.user, surgeId)
          .then((found) =>
            typeof found === 'string'
              ? { kind: 'refused', sentence: found }
              : { kind: 'view', view: surgeList(found, { surgeId, ...(at.on && { on: at.on }) }) },
          ),
      ),
    async again(client, who, viewId, { incidentId, surgeId, on }) {
      const shown = { ...(on && { on }) };
      const incident = incidentId === undefined ? undefined : await incidents.get(incidentId);
      const view =
        surgeId !== undefined
          ? surgeList(await surgeMembers.again(who, surgeId), { surgeId, ...shown })
          : incident && detailsModal(incident, { incidentId: incident.id, ...shown });
      if (!view) return;
      try {
        await client.views.update({ view_id: viewId, view });
      } catch (error) {
        const trouble = troubleOf(error);
        // Closed by its person meanwhile: nobody waits for it.
        if (trouble.kind === 'refused' && trouble.code === 'not_found') return;
        log.warn({ because: messageOf(error), incidentId }, 'modal not brought up to date');
      }
    },
  };
}

/** Undefined where Slack does not say: the form offers UTC then, and says so. */
async function zoneOf(directory: Directory, who: string): Promise<string | undefined> {
  try {
    return (await directory.person(who)).zone;
  } catch {
    return undefined;
  }
}
