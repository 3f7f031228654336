import type { Clock } from './clock.ts';

/** An answer that is good for a while: asked again after that, and after a failure, which is not remembered. */
export function keptFor<T>(ms: number, clock: Clock, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (kept && clock.now() - kept.at < ms) return kept.answer;
    const asked = { at: clock.now(), answer: ask() };
    kept = asked;
    asked.answer.catch(() => {
      if (kept === asked) kept = undefined;
    });
    return asked.answer;
  };
}
