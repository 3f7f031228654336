import { html, type TemplateResult } from 'lit';

/** A visible error for whatever cannot be drawn: better than a gap. */
export function unknown(what: string): TemplateResult {
  return html`<div class="unknown" role="alert">This page cannot draw: ${what}</div>`;
}
