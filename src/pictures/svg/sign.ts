import type { StateType } from '../../states-language/index.ts';
import type { Outcome } from '../progress/progress.ts';
import { element, type Svg } from './element.ts';

/** Signs are paths: a letter that a font lacks would be a box. All fit a circle of radius 10 around the origin. */
const outcomes: Readonly<Record<Outcome, string>> = {
  done: 'M-4.6 0.3 L-1.4 3.6 L4.8 -3.2',
  running: 'M-2.6 -4.4 L4.4 0 L-2.6 4.4 Z',
  waiting: 'M0 -4.6 a2.3 2.3 0 1 1 -0.01 0 M-4.4 5 a4.4 4.2 0 0 1 8.8 0',
  failed: 'M-3.8 -3.8 L3.8 3.8 M3.8 -3.8 L-3.8 3.8',
  caught: 'M-3.6 -4.6 V0.4 a3.6 3.6 0 0 0 7.2 0 V-1.6 M1 0.6 L3.6 -2.2 L6 0.6',
  'timed-out': 'M0 -5.2 V0.4 L3.8 2.6',
  aborted: 'M-3.4 -3.4 H3.4 V3.4 H-3.4 Z',
  'not-reached': 'M-4 0 H4',
  unknown: 'M-2.8 -2.4 a2.8 2.8 0 1 1 4.3 2.4 Q0 1 0 2.2 M0 5 V5.2',
};
const types: Readonly<Record<StateType, string>> = {
  Task: 'M-4.6 -4.6 H4.6 V4.6 H-4.6 Z M-1.6 -2.4 L1.8 0 L-1.6 2.4',
  Pass: 'M-5 0 H4.6 M1.2 -3.6 L4.8 0 L1.2 3.6',
  Wait: 'M0 -6 a6 6 0 1 1 -0.01 0 M0 -3.2 V0.3 L2.6 1.8',
  Choice: 'M0 -6 L6 0 L0 6 L-6 0 Z',
  Succeed: 'M-4.6 0.3 L-1.4 3.6 L4.8 -3.2',
  Fail: 'M-3.8 -3.8 L3.8 3.8 M3.8 -3.8 L-3.8 3.8',
  Parallel: 'M-3 -5 V5 M3 -5 V5',
  Map: 'M-5 -5 H-1 V-1 H-5 Z M1 -5 H5 V-1 H1 Z M-5 1 H-1 V5 H-5 Z M1 1 H5 V5 H1 Z',
};
const filled: ReadonlySet<string> = new Set(['running', 'aborted']);

const line = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };

/** A disc with the outcome's sign; only a ring where nothing happened. */
export function outcomeSign(outcome: Outcome, colour: string, paper: string, x: number, y: number): Svg {
  const quiet = outcome === 'not-reached' || outcome === 'unknown';
  const disc = quiet
    ? element('circle', { r: 9.2, fill: 'none', stroke: colour, 'stroke-width': 1.5 })
    : element('circle', { r: 10, fill: colour });
  const ink = quiet ? colour : paper;
  const path = element('path', {
    d: outcomes[outcome],
    fill: filled.has(outcome) ? ink : 'none',
    stroke: ink,
    'stroke-width': filled.has(outcome) ? 1 : 2,
    ...line,
  });
  return element('g', { transform: `translate(${String(x)} ${String(y)})` }, disc, path);
}

/** What kind of state it is, where no run is shown. */
export function typeSign(type: StateType, colour: string, x: number, y: number): Svg {
  const path = element('path', {
    d: types[type],
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.7,
    ...line,
  });
  return element('g', { transform: `translate(${String(x)} ${String(y)})` }, path);
}
