import { digestOf, type JsonObject } from '../platform/index.ts';
import type { Severity } from './severity.ts';

/** Kinds of events that have words of their own; `other` is everything else. */
export type SightingKind =
  | 'execution'
  | 'alarm'
  | 'health'
  | 'exposed-key'
  | 'snapshot'
  | 'pipeline'
  | 'batch-job'
  | 'finding'
  | 'scheduled'
  | 'custom'
  | 'other';

/** One line of a card: a name and a short value. Plain text; whoever shows it escapes it. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Shown as an identifier. */
  readonly code?: true;
}

/** Where to look further. Addresses are made here, from ids of the event; never taken from it as they are. */
export interface LookUp {
  readonly label: string;
  readonly url: string;
}

/** What an event says, in words for people. Pure text: nothing in it is Slack's mark-up, no secret is in it. */
export interface Sighting {
  readonly kind: SightingKind;
  /** Of the event: what makes a repeated event one event. */
  readonly eventKey: string;
  /** When it happened, by the event, ms. */
  readonly at: number;
  readonly account: string;
  readonly region: string;
  /** Events of one key are one incident. Begins with the kind: `alarm/ACCOUNT/REGION/NAME`. */
  readonly key: string;
  /** What happened to what; one line. */
  readonly title: string;
  /** What it means; a sentence or two. */
  readonly meaning?: string;
  /** What to do now; a sentence. */
  readonly advice?: string;
  /** What the event itself suggests; a route may say otherwise. */
  readonly severity: Severity;
  /** `resolves`: the trouble is over by itself (alarm OK, redriven execution succeeded). `passes`: no trouble at all. */
  readonly phase: 'opens' | 'resolves' | 'passes';
  readonly facts: readonly Fact[];
  readonly links: readonly LookUp[];
  /** What it is about, where something can be done with it. */
  readonly subject: {
    readonly executionArn?: string;
    readonly machine?: string;
    /** Of an exposed key; shown shortened. */
    readonly accessKeyId?: string;
    /** Keys beside it that the same event names; at most four. */
    readonly otherKeys?: readonly string[];
    readonly userName?: string;
  };
  /** The event's detail without secrets: for templates, and for who wants to see it whole. */
  readonly detail: JsonObject;
}

/** An event in few letters, such as stand in `recent` of an incident. Pure. */
export function eventMark({ eventKey }: Sighting): string {
  return digestOf(eventKey).slice(0, 20);
}
