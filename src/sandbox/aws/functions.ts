import type { JsonValue } from '../../platform/index.ts';

export type Invocation =
  | { readonly ok: true; readonly payload: JsonValue }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace?: readonly string[];
    };

/** Runs Lambda functions. Whoever starts the sandbox says which there are. */
export interface FunctionRunner {
  has(name: string): boolean;
  invoke(name: string, payload: JsonValue): Promise<Invocation>;
}
