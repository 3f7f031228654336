import type { UserId } from '../access/index.ts';
import type { JsonValue } from '../platform/index.ts';

/** What a step does when it is pressed. */
export type StepDeed =
  /** Starts a state machine; the presser needs the right to start it. */
  | { readonly kind: 'start'; readonly machine: string; readonly input: JsonValue }
  /** Calls one of Signalbox's own: `exposed-key.deactivate`. */
  | { readonly kind: 'call'; readonly call: string };

/** A button of an incident's runbook. */
export interface Step {
  /** Of the runbook; letters, digits, - and _. */
  readonly name: string;
  /** On the button. */
  readonly label: string;
  readonly deed: StepDeed;
  /** Asked before it is done. */
  readonly confirm?: string;
  /** User ids and groups beside the right to respond; absent: whoever may respond. */
  readonly who?: readonly string[];
  /** Somebody asks for it; somebody else who may, agrees; then it is done. */
  readonly secondPerson: boolean;
  /** Name of the step that takes it back; that one is offered only after this one is done. */
  readonly undo?: string;
  /** Done by Signalbox when the incident opens, without asking. */
  readonly atOnce: boolean;
  readonly style?: 'primary' | 'danger';
}

/** Where a step stands. */
export type StepState =
  | { readonly kind: 'asked'; readonly by: UserId; readonly at: number }
  /** Recorded; it is carried out by due work, and again until it is known to be done. */
  | {
      readonly kind: 'going';
      /** Absent where Signalbox began it by itself. */
      readonly by?: UserId;
      readonly agreedBy?: UserId;
      readonly at: number;
      /** What it started; it is done when this succeeded. */
      readonly executionArn?: string;
    }
  | {
      readonly kind: 'done';
      readonly by?: UserId;
      readonly agreedBy?: UserId;
      readonly at: number;
      /** One sentence, plain text. */
      readonly says: string;
      readonly executionArn?: string;
    }
  | { readonly kind: 'failed'; readonly by?: UserId; readonly at: number; readonly because: string };
