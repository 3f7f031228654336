import { types } from 'node:util';

/** What the Node.js runtime of Lambda reports of something that a handler threw. */
export interface Thrown {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Anything can be thrown: AWS names an error by its `name`, anything else by its kind. */
export function thrownBy(error: unknown): Thrown {
  try {
    if (isError(error)) {
      return {
        errorType: error.name,
        errorMessage: error.message,
        trace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
      };
    }
    return { errorType: typeof error, errorMessage: (error as { toString(): string }).toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

function isError(error: unknown): error is Error {
  if (types.isNativeError(error)) return true;
  return (
    typeof error === 'object' && error !== null && 'name' in error && 'message' in error && 'stack' in error
  );
}
