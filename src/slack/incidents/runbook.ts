import type { Button } from '@slack/types';
import type { Incident, Step, StepState } from '../../incidents/index.ts';
import { assertNever } from '../../platform/index.ts';
import { foreign, moment, person, plain } from '../text.ts';

/** One for each step: action ids differ within a block. */
export const stepAction = /^incident\.step\./;

/** https://docs.slack.dev/reference/block-kit: button 75; confirmation title 100, text 300. */
const longestButton = 75;
const longestConfirm = 300;

/** Steps whose button can be pressed now, in the order of the runbook; what takes one back, once that one is done. Pure. */
export function stepsOffered({ plan, steps, state }: Incident): readonly Step[] {
  if (state.kind === 'resolved') return [];
  const isDone = (name: string) => steps[name]?.kind === 'done';
  return plan.runbook.filter(({ name }) => {
    if (steps[name]?.kind === 'going' || isDone(name)) return false;
    const takesBack = plan.runbook.filter(({ undo }) => undo === name);
    return takesBack.length === 0 || takesBack.some((other) => isDone(other.name));
  });
}

/** How the steps stand that somebody, or Signalbox, has begun. Pure. */
export function stepLines({ plan, steps }: Incident): readonly string[] {
  return plan.runbook.flatMap((step) => {
    const state = steps[step.name];
    return state ? [stepLine(foreign(step.label, 100), state)] : [];
  });
}

function stepLine(label: string, state: StepState): string {
  const asker = 'by' in state ? ` by ${person(state.by)}` : '';
  const by = 'agreedBy' in state ? `${asker}, agreed by ${person(state.agreedBy)}` : asker;
  switch (state.kind) {
    case 'asked':
      return `✋ *${label}*: ${person(state.by)} asked for it; a second person must agree.`;
    case 'going':
      return `⏳ *${label}*: under way${by} since ${moment(state.at)}.`;
    case 'done':
      return `☑️ *${label}*: ${foreign(state.says, 300) || 'done'} · ${moment(state.at)}${by}`;
    case 'failed':
      return `⚠️ *${label}* did not work: ${foreign(state.because, 400)} · ${moment(state.at)}${by}`;
    default:
      return assertNever(state);
  }
}

export function stepButton({ id, steps }: Pick<Incident, 'id' | 'steps'>, step: Step): Button {
  const { name, label, style } = step;
  const state = steps[name];
  const words =
    state?.kind === 'asked'
      ? `Agree: ${label}`
      : state?.kind === 'failed'
        ? `Try again: ${label}`
        : step.secondPerson
          ? `Ask: ${label}`
          : label;
  const asks = confirmation(step, state);
  return {
    type: 'button',
    action_id: `incident.step.${name}`.slice(0, 255),
    text: { type: 'plain_text', text: plain(words, longestButton) || plain(name, longestButton) },
    value: stepValue(id, name),
    ...(style && { style }),
    ...(asks !== undefined && {
      confirm: {
        title: { type: 'plain_text', text: `${plain(label, 99)}?` },
        text: { type: 'plain_text', text: plain(asks, longestConfirm) || 'Is this to be done now?' },
        confirm: { type: 'plain_text', text: state?.kind === 'asked' ? 'Agree' : 'Do it' },
        deny: { type: 'plain_text', text: 'Back' },
        ...(style === 'danger' && { style }),
      },
    }),
  };
}

/** What is asked before; undefined where nothing is. */
function confirmation({ confirm, secondPerson }: Step, state: StepState | undefined): string | undefined {
  if (!secondPerson) return confirm;
  const what = confirm === undefined ? '' : `${plain(confirm, 180)} `;
  return state?.kind === 'asked'
    ? `${what}With your agreement it is done now.`
    : `${what}It is done when a second person agrees.`;
}

/** What a step's button carries: the incident, and which step. */
function stepValue(incidentId: string, step: string): string {
  return `${incidentId}:${step}`;
}

/** Undefined where the text is not what a step's button carries. */
export function parseStepValue(text: string): { incidentId: string; step: string } | undefined {
  const at = text.indexOf(':');
  return at < 1 ? undefined : { incidentId: text.slice(0, at), step: text.slice(at + 1) };
}
