/** A part with work of its own. `stop` waits for what is in flight. */
export interface Part {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts parts in order; where one fails, stops those already running. Stops in reverse order. */
export function inOrder(parts: readonly Part[]): { start(): Promise<void>; stop(): Promise<void> } {
  const running: Part[] = [];
  const stop = async () => {
    for (let part = running.pop(); part; part = running.pop()) await part.stop();
  };
  return {
    async start() {
      for (const part of parts) {
        try {
          await part.start();
        } catch (error) {
          await stop();
          throw error;
        }
        running.push(part);
      }
    },
    stop,
  };
}
