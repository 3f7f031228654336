import { html, type TemplateResult } from 'lit';
import { set, state } from './state.ts';

/** Characters above which a text folds. Slack folds by height; a field is half as wide. */
const longest = { text: 700, field: 140 };

/** A long text shows its beginning; the rest is one press away. @param key what it is, over all drawings */
export function folded(kind: keyof typeof longest, key: string, words: string, drawn: unknown): unknown {
  if (words.length <= longest[kind]) return drawn;
  const open = state.unfolded.has(key);
  const turn = () => {
    const unfolded = new Set(state.unfolded);
    if (open) unfolded.delete(key);
    else unfolded.add(key);
    set({ unfolded });
  };
  const fold: TemplateResult = html`<div class="fold ${kind} ${open ? 'open' : ''}">${drawn}</div>
    <button type="button" class="fold-turn" aria-expanded=${String(open)} @click=${turn}>
      ${open ? 'Show less' : 'Show more'}
    </button>`;
  return fold;
}
