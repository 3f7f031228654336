import type { JsonValue } from '../../platform/index.ts';

export type Invocation =
  | { readonly ok: true; readonly payload: JsonValue }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: readonly string[];
    };

/** One call of a function, as its context object names it. */
export interface InvocationContext {
  readonly requestId: string;
  /** Without a qualifier. */
  readonly functionArn: string;
  /** The version or alias that the caller named. */
  readonly qualifier?: string;
  /** The version that runs; absent for $LATEST. */
  readonly version?: string;
  /** Path of its code, where that is not the one from the start. */
  readonly file?: string;
}

/** Runs Lambda functions. Whoever starts the sandbox says which there are. */
export interface FunctionRunner {
  names(): readonly string[];
  has(name: string): boolean;
  /** Its file and export: `index.handler`, where absent. */
  handlerOf?(name: string): string;
  /** Never rejects: what goes wrong in a function is an answer. */
  invoke(name: string, payload: JsonValue, context?: InvocationContext): Promise<Invocation>;
}

/** None at all. */
export const noFunctions: FunctionRunner = {
  names: () => [],
  has: () => false,
  invoke: (name) =>
    Promise.resolve({ ok: false, errorType: 'ResourceNotFoundException', errorMessage: name }),
};
