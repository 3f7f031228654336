import type { HistoryEvent } from '../executions/index.ts';
import { isJsonObject, parseJson, redact, scrub, type JsonValue } from '../platform/index.ts';
import type { RawEvent } from './history.ts';

/*
 * The one way out of this room for what histories, inputs, outputs, errors and causes say. They hold task tokens in
 * clear; test/aws/readable.test.ts holds every method of the StepFunctions port to it.
 */

/** An input or an output. */
export function readable(text: string | undefined): JsonValue | undefined {
  if (text === undefined) return undefined;
  return redact(parseJson(text) ?? text);
}

/** A cause, a definition, or other text that may be JSON. */
export function readableText(text: string): string {
  const value = redact(text);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Error and cause of an execution. */
export function readableFailure({
  error,
  cause,
}: {
  error?: string | undefined;
  cause?: string | undefined;
}) {
  return {
    ...(error !== undefined && { error: scrub(error) }),
    ...(cause !== undefined && { cause: readableText(cause) }),
  };
}

export function readableEvent({ id, previousEventId, type, at, details }: RawEvent): HistoryEvent {
  const shown = redact(isJsonObject(details) ? details : {});
  return { id, previousEventId, type, at, details: isJsonObject(shown) ? shown : {} };
}
