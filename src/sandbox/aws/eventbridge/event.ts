import { newUuid, type JsonObject } from '../../../platform/index.ts';
import type { Scope } from './bus.ts';

/** An event as rules see it and targets get it. */
export interface Envelope extends JsonObject {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** Whole seconds, UTC. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

export function envelope(
  from: {
    readonly source: string;
    readonly detailType: string;
    readonly detail: JsonObject;
    readonly resources: readonly string[];
    /** Milliseconds since the epoch. */
    readonly at: number;
  },
  { region, account }: Scope,
): Envelope {
  return {
    version: '0',
    id: newUuid(),
    'detail-type': from.detailType,
    source: from.source,
    account,
    time: wholeSeconds(from.at),
    region,
    resources: from.resources,
    detail: from.detail,
  };
}

export function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
