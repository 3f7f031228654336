import { html, type TemplateResult } from 'lit';
import { appUser, nameOf } from './state.ts';

/** How many colours styles/avatar.css has for people. */
const colours = 8;

/** Initials in a colour that stays the person's own. */
export function avatar(id: string, size = ''): TemplateResult {
  if (id === appUser) return html`<img class="avatar app ${size}" src="/page/icon.svg" alt="" />`;
  const name = nameOf(id);
  const initials = name
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  const colour =
    Array.from(id).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % colours;
  return html`<span class="avatar colour-${String(colour)} ${size}" aria-hidden="true">${initials}</span>`;
}
