import { createContext, Script } from 'node:vm';

/**
 * What one expression may take. Time: 1 s, as AWS documents
 * (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html); depth and memory as AWS's refusals show
 * them: 100 levels, 873,782 items in one list, about 7 million characters in one text.
 */
export const bounds = { timeMs: 1_000, depth: 100, items: 873_782, characters: 6_990_256 };

/** How long an expression may keep the event loop before others get a turn. */
const turnMs = 20;

/** The expression held more than it may. */
export class MemoryExceeded extends Error {}

/** Called with every value that an expression makes on its way. @throws {MemoryExceeded} */
export function mustBeHeld(value: unknown): void {
  const tooLong =
    (typeof value === 'string' && value.length > bounds.characters) ||
    (Array.isArray(value) && value.length > bounds.items);
  if (tooLong) throw new MemoryExceeded();
}

/** Gives other work a turn now and then. Real time: it is about this process, not about the execution's clock. */
export function turnTaker(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < turnMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}

const sandbox = { run: (): RegExpExecArray | null => null };
const context = createContext(sandbox);
const script = new Script('run()');

/** A regular expression that gives up: a pattern that backtracks for ever would stop the whole process otherwise. */
export class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    sandbox.run = () => super.exec(text);
    return script.runInContext(context, { timeout: bounds.timeMs }) as RegExpExecArray | null;
  }
}

/** Whether this is what an interrupted {@link BoundedRegExp} throws. */
export function isInterrupted(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
