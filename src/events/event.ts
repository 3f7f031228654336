import type { JsonObject } from '../platform/index.ts';

/** The detail-type under which workflows ask by EventBridge. */
const askDetailType = 'Signalbox Ask';

/** An EventBridge event. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface BusEvent {
  /** What makes a repeated event one event. */
  readonly key: string;
  /** When it happened, by itself; else when its message was sent. ms, 0 where neither says. */
  readonly at: number;
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
  /** As it came: what patterns are matched against. */
  readonly envelope: JsonObject;
}

export function isAsk({ detailType }: BusEvent): boolean {
  return detailType === askDetailType;
}
