import { html, nothing, type TemplateResult } from 'lit';
import { promotion } from './examples.ts';
import { icon } from './icon.ts';
import { firstPerson, firstPlace, set, state } from './state.ts';
import { act, actAs, go, refreshMessages } from './store.ts';
import { approver, stepOf, type Step } from './story.ts';

/** The story was begun on this page, and its card is not there yet. */
let asked = false;

function here(): boolean {
  const commands = state.about?.commands ?? [];
  const known = commands.some(({ command }) => command === promotion.command);
  return known && (state.about?.machines.includes(promotion.machine ?? '') ?? false);
}

function step(): Step {
  const now = stepOf(state.messages, state.me, asked);
  if (now !== 'wait') asked = false;
  return now;
}

async function ask(): Promise<void> {
  if (state.me !== firstPerson) actAs(firstPerson);
  if (state.place !== firstPlace) go(firstPlace);
  asked = true;
  const answer = await act('command', {
    user: firstPerson,
    channel: firstPlace,
    command: promotion.command,
    text: promotion.text,
  });
  if (!answer.ok) asked = false;
  await refreshMessages();
}

function toTheCard(): void {
  const buttons = document.querySelectorAll<HTMLElement>('[data-action="approval.approve"]');
  const last = buttons.item(buttons.length - 1);
  last.scrollIntoView({ block: 'center' });
  last.focus();
}

function close(): void {
  localStorage.setItem('guide', 'closed');
  set({ guideClosed: true });
}

/** What an empty channel of cards shows: what this is, and the story to try. */
export function startCard(): TemplateResult {
  const waiting = step() === 'wait';
  return html`<section class="start" aria-labelledby="start-title">
    <img class="start-sign" src="/page/icon.svg" alt="" />
    <h2 id="start-title">A workflow stops and waits for a person</h2>
    <p class="start-lead">
      Signalbox shows the question here, in Slack, as a card. Somebody decides, and the workflow in AWS goes
      on. Slack and AWS both run on this machine: nothing leaves it, and nothing can break.
    </p>
    <ol class="steps">
      ${stepLine(
        1,
        'Ask for a promotion',
        html`As <b>requester</b>, start the workflow. It stops at the step where a manager has to agree.`,
        html`<button type="button" class="kit-button primary" ?disabled=${waiting} @click=${() => void ask()}>
          ${waiting ? 'The card is coming…' : 'Start it'}
        </button>`,
      )}
      ${stepLine(
        2,
        'Become the approver',
        html`Nobody approves their own request: act as somebody else.`,
        html`<button
          type="button"
          class="kit-button"
          @click=${() => {
            actAs(approver);
          }}
        >
          Switch to approver
        </button>`,
      )}
      ${stepLine(3, 'Press Approve on the card', html`The workflow goes on, and the card says who decided.`, nothing)}
    </ol>
    <p class="start-more">
      Or type <kbd>/</kbd> in the box below for every command. “Acting as” in the sidebar is who you are.
    </p>
  </section>`;
}

function stepLine(
  number: number,
  title: string,
  words: TemplateResult,
  action: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<li>
    <span class="step-number" aria-hidden="true">${number}</span>
    <div><b class="step-title">${title}</b><span class="step-words">${words}</span></div>
    ${action}
  </li>`;
}

/** The same story once it runs: one line above the box that says what to do next. */
export function guideLine(): TemplateResult | typeof nothing {
  if (state.guideClosed || state.place !== firstPlace || !state.loaded || !here()) return nothing;
  if (state.messages.length === 0) return nothing;
  const now = step();
  const { count, words, action } = lines[now];
  return html`<section class="guide ${now}" aria-label="Guide">
    <span class="guide-count">${count}</span>
    <p>${words}</p>
    ${action ? html`<button type="button" class="kit-button small ${action.loud === false ? '' : 'primary'}" @click=${action.go}>${action.words}</button>` : nothing}
    <button type="button" class="icon" aria-label="Close the guide" @click=${close}>${icon('cross')}</button>
  </section>`;
}

interface Line {
  readonly count: string;
  readonly words: string;
  /** Quiet where the press that counts is on the card. */
  readonly action?: { readonly words: string; readonly go: () => void; readonly loud?: false };
}

const lines: Readonly<Record<Step, Line>> = {
  ask: {
    count: 'Step 1 of 3',
    words: 'Ask for a promotion: a workflow starts, and stops where a manager has to agree.',
    action: { words: 'Start it', go: () => void ask() },
  },
  wait: { count: 'Step 1 of 3', words: 'The workflow runs. Its card appears in a moment…' },
  switch: {
    count: 'Step 2 of 3',
    words: 'Nobody approves their own request: become the approver.',
    action: {
      words: 'Switch to approver',
      go: () => {
        actAs(approver);
      },
    },
  },
  decide: {
    count: 'Step 3 of 3',
    words: 'You are the approver now. Press Approve on the card, or Reject and say why.',
    action: { words: 'Show the card', go: toTheCard, loud: false },
  },
  done: {
    count: 'Done',
    words: 'The person decided, the workflow was told, and the card keeps who, when and why.',
    action: { words: 'Ask for another', go: () => void ask(), loud: false },
  },
};

/** Whether the start card has something to tell in this sandbox. */
export function hasStory(): boolean {
  return state.place === firstPlace && here();
}
