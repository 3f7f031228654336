/** Keys of events that were worked on: the queue and the bus deliver at least once. */
export interface SeenEvents {
  has(key: string): Promise<boolean>;
  /** Remembers; a key that is there already keeps its time. */
  add(keys: readonly string[], at: number): Promise<void>;
  /** Forgets what was seen before this moment (ms), and says how many. */
  forget(before: number): Promise<number>;
}
