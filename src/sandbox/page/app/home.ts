import { html, nothing, type TemplateResult } from 'lit';
import { blocks } from './block.ts';
import { empty } from './channel.ts';
import { heading } from './heading.ts';
import { notices } from './notice.ts';
import { isDeactivated, nameOf, state } from './state.ts';
import { press } from './store.ts';
import { stringOf } from './text-object.ts';

/** The app's home tab, as the bot publishes it for this person. */
export function home(): TemplateResult {
  return html`${heading('Signalbox', [`Home, as ${nameOf(state.me)} sees it`], 'APP')}
    <div class="scroll talk" tabindex="0" role="region" aria-label="Home">
      <div class="column home">${inside()}</div>
    </div>
    <div class="foot column">${state.modal || state.confirm ? nothing : notices()}</div>`;
}

function inside(): unknown {
  const view = state.home;
  if (isDeactivated(state.me))
    return empty('lock', 'This account is deactivated; Slack would not let it in.', 'Act as somebody else.');
  if (!view)
    return empty(
      'home',
      'Nothing published yet.',
      'The app fills this page when somebody opens it: it has not answered so far.',
    );
  return blocks(view.blocks, {
    key: view.id,
    use: (element, blockId, value) =>
      void press(view.id, {
        view_id: view.id,
        action_id: stringOf(element['action_id']),
        block_id: blockId,
        ...(value !== undefined && { value }),
      }),
  });
}
