import type { State } from '../../states-language/index.ts';
import type { EdgeKind, StateProgress } from '../progress/progress.ts';
import type { TextStyle } from '../text/wrap.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export interface TextLine extends TextStyle {
  readonly text: string;
  readonly tone: 'main' | 'soft' | 'outcome';
}

/** What is written in a box, and the room that it takes. */
export interface Writing {
  readonly lines: readonly TextLine[];
  /** Small pills below the lines: `2 retries`, `3 times`. */
  readonly badges: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** A state. x and y are of the upper left corner. */
export interface Box extends Rect {
  readonly state: State;
  readonly writing: Writing;
  /** Absent where no run is shown. */
  readonly progress?: StateProgress;
  readonly look: 'state' | 'nested' | 'unreachable' | 'collapsed';
}

/** A Parallel or a Map around its states. */
export interface Frame extends Rect {
  readonly header: Box;
  /** One a branch. */
  readonly lanes: readonly Rect[];
}

/** Cubic curves one after the other. */
export interface Curve {
  readonly from: Point;
  readonly bends: readonly (readonly [Point, Point, Point])[];
}

export interface Edge {
  readonly kind: EdgeKind | 'start';
  readonly curve: Curve;
  /** Into which the arrowhead points. */
  readonly heading: 'down' | 'up' | 'left' | 'right';
  /** Absent where no run is shown. */
  readonly taken?: boolean;
}

export interface Label extends Rect {
  readonly lines: readonly string[];
  readonly kind: EdgeKind;
  readonly taken?: boolean;
}

export interface Dot extends Point {
  readonly kind: 'start' | 'end' | 'branch';
  readonly taken?: boolean;
}

/** Everything with its place; y grows downwards. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Outer frames before inner ones. */
  readonly frames: readonly Frame[];
  readonly edges: readonly Edge[];
  readonly labels: readonly Label[];
  readonly dots: readonly Dot[];
}
