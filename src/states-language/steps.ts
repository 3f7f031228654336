import type { JsonValue } from '../platform/index.ts';

/**
 * Work that may have to wait for the value of a JSONata expression. It yields the promise and goes on with the value, so
 * that a state in JSONPath runs through at once and one in JSONata waits, in the same words.
 */
export type Steps<T = void> = Generator<Promise<JsonValue>, T, JsonValue>;
