import type { Button, KnownBlock, Overflow, PlainTextOption } from '@slack/types';
import type { Incident, Step } from '../../incidents/index.ts';
import { stepButton, stepsOffered } from './runbook.ts';

export const acknowledgeAction = 'incident.acknowledge';
export const takeAction = 'incident.take';
export const resolveAction = 'incident.resolve';
export const reopenAction = 'incident.reopen';
export const detailsAction = 'incident.details';
export const runbookAction = 'incident.runbook';
/** The menu of what is done less often; each choice is `WHAT:INCIDENT`. */
export const moreAction = 'incident.more';

/** Buttons in sight: more of them nobody reads at night. */
const mostButtons = 6;

/** What the menu offers. */
export type Choice =
  'acknowledge' | 'take' | 'assign' | 'snooze' | 'resolve' | 'reopen' | 'note' | 'details' | 'export';

const choiceWords: Readonly<Record<Choice, string>> = {
  acknowledge: 'Acknowledge',
  take: 'Take it',
  assign: 'Assign…',
  snooze: 'Snooze…',
  resolve: 'Resolve…',
  reopen: 'Open again',
  note: 'Add a note…',
  details: 'Details…',
  export: 'Export timeline',
};

/** The rows of an open card: what a responder does, then the runbook. Everybody sees them; rights are checked at the press. */
export function buttonRows(incident: Incident): readonly KnownBlock[] {
  const respond = respondButtons(incident);
  // What waits for a second person, or did not work, must not hide behind "All steps…".
  const begun = ({ name }: Step) => incident.steps[name] !== undefined;
  const all = stepsOffered(incident);
  const offered = [...all.filter(begun), ...all.filter((step) => !begun(step))];
  const room = mostButtons - respond.length;
  const shown = offered.length > room ? offered.slice(0, room - 1) : offered;
  const steps = [
    ...shown.map((step) => stepButton(incident, step)),
    ...(shown.length < offered.length ? [button(runbookAction, 'All steps…', incident)] : []),
  ];
  return [
    {
      type: 'actions',
      block_id: 'respond',
      elements: [...respond, more(incident, ['assign', 'snooze', 'note', 'details', 'export'])],
    },
    ...(steps.length === 0 ? [] : [{ type: 'actions' as const, block_id: 'runbook', elements: steps }]),
  ];
}

function respondButtons(incident: Incident): readonly Button[] {
  const { state, commander } = incident;
  return [
    ...(state.kind === 'acknowledged'
      ? []
      : [{ ...button(acknowledgeAction, 'Acknowledge', incident), style: 'primary' as const }]),
    ...(commander === undefined ? [button(takeAction, 'Take it', incident)] : []),
    button(resolveAction, 'Resolve…', incident),
  ];
}

export function button(action_id: string, text: string, { id }: Pick<Incident, 'id'>): Button {
  return { type: 'button', action_id, text: { type: 'plain_text', text }, value: id };
}

export function more({ id }: Pick<Incident, 'id'>, choices: readonly Choice[]): Overflow {
  return {
    type: 'overflow',
    action_id: moreAction,
    options: choices.map((choice): PlainTextOption => ({
      text: { type: 'plain_text', text: choiceWords[choice] },
      value: `${choice}:${id}`,
    })),
  };
}

/** Undefined where the text is not what a choice of the menu carries. */
export function parseChoice(text: string): { choice: Choice; incidentId: string } | undefined {
  const [choice = '', incidentId = ''] = text.split(':');
  return isChoice(choice) ? { choice, incidentId } : undefined;
}

function isChoice(word: string): word is Choice {
  return Object.hasOwn(choiceWords, word);
}
