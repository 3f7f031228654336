import type { Outcome } from '../progress/progress.ts';

export type ThemeName = 'light' | 'dark';

export interface Tint {
  readonly fill: string;
  readonly line: string;
  readonly ink: string;
}

export interface Theme {
  readonly background: string;
  readonly ink: string;
  readonly soft: string;
  readonly plain: Tint;
  readonly frame: string;
  readonly edge: {
    readonly plain: string;
    readonly taken: string;
    readonly untaken: string;
    readonly caught: string;
  };
  /** Of the sign in a filled circle. */
  readonly sign: string;
  readonly outcomes: Readonly<Record<Outcome, Tint>>;
}

const tint = (fill: string, line: string, ink: string): Tint => ({ fill, line, ink });

/** Words keep 4.5 to 1 against what they stand on. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    ink: '#1b2330',
    soft: '#5b6472',
    plain: tint('#f7f8fa', '#8d96a5', '#1b2330'),
    frame: '#fafbfc',
    edge: { plain: '#7d8695', taken: '#343c49', untaken: '#c3c9d2', caught: '#b96a05' },
    sign: '#ffffff',
    outcomes: {
      done: tint('#eaf7ef', '#2b8a53', '#17663a'),
      running: tint('#e8f1ff', '#2b6be6', '#1d4fb8'),
      waiting: tint('#f2ecff', '#7a45e0', '#5d2cc0'),
      failed: tint('#fdeaea', '#d63a30', '#ab2119'),
      caught: tint('#fff4df', '#c27a10', '#875004'),
      'timed-out': tint('#ffece3', '#cc4e17', '#9c3608'),
      aborted: tint('#edeff2', '#596273', '#3c4453'),
      'not-reached': tint('#ffffff', '#cbd0d8', '#68707e'),
      unknown: tint('#ffffff', '#aab1bd', '#68707e'),
    },
  },
  dark: {
    background: '#1a1d21',
    ink: '#eceef1',
    soft: '#a6adb8',
    plain: tint('#24282e', '#6d7684', '#eceef1'),
    frame: '#1f2328',
    edge: { plain: '#8a93a1', taken: '#dfe3e9', untaken: '#474d57', caught: '#e0a041' },
    sign: '#14171a',
    outcomes: {
      done: tint('#15301f', '#4cc07f', '#7ddba4'),
      running: tint('#142844', '#5d9bff', '#93bdff'),
      waiting: tint('#2a1f47', '#a982ff', '#c7adff'),
      failed: tint('#431b1b', '#ff7168', '#ffa39d'),
      caught: tint('#3a2b10', '#e0a041', '#f3c67d'),
      'timed-out': tint('#41220f', '#ff8b52', '#ffb48e'),
      aborted: tint('#2c3138', '#9aa3b0', '#c3c9d2'),
      'not-reached': tint('#1a1d21', '#464c56', '#939ba7'),
      unknown: tint('#1a1d21', '#6d7684', '#939ba7'),
    },
  },
};
