import { svg, html, type TemplateResult } from 'lit';

/** Drawn with lines on a field of 20 by 20, in the colour of the words around them. */
const shapes = {
  menu: svg`<path d="M3 5.5h14M3 10h14M3 14.5h14" />`,
  cross: svg`<path d="m5 5 10 10M15 5 5 15" />`,
  check: svg`<path d="m4 10.5 4 4 8-9" />`,
  warning: svg`<path d="M10 3 2.5 16.5h15zM10 8v4M10 14.3v.2" />`,
  restart: svg`<path d="M16 10a6 6 0 1 1-1.8-4.3M16 2.5v4h-4" />`,
  eye: svg`<path d="M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10z" /><circle cx="10" cy="10" r="2.3" />`,
  thread: svg`<path d="M3 4h14v9.5H9L5.5 17v-3.5H3zM6.5 7.3h7M6.5 10.2h4.5" />`,
  send: svg`<path d="m3.5 3.5 13.5 6.5-13.5 6.5 2-6.500zM5.5 10H10" />`,
  hash: svg`<path d="M7.8 3 6 17M14 3l-1.8 14M3.5 7.300h13.500M3 12.700h13.5" />`,
  archive: svg`<path d="M3 4h14v3.500H3zM4.3 7.500V16h11.400V7.500M8 10.500h4" />`,
  home: svg`<path d="m3 9.5 7-6 7 6M5 8v8.500h10V8" />`,
  chat: svg`<path d="M3 4h14v10H8.500L5 17v-3H3z" />`,
  file: svg`<path d="M5 2.500h6.500L15.5 6.500v11H5zM11.5 2.500v4h4" />`,
  clock: svg`<circle cx="10" cy="10" r="7" /><path d="M10 6v4.300l2.8 1.7" />`,
  lock: svg`<path d="M4.5 9h11v8h-11zM6.8 9V6.500a3.2 3.2 0 0 1 6.4 0V9" />`,
};

export type IconName = keyof typeof shapes;

/** Never the only bearer of a meaning: a word or a label stands beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="sign" viewBox="0 0 20 20" aria-hidden="true">${shapes[name]}</svg>`;
}
