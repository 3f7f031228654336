export interface Tour {
  readonly about: string;
  /** Plays the story through the doors; gives what differed from it. */
  play(stage: { slack: string; aws: string; say: (line: string) => void }): Promise<readonly string[]>;
}

export const tours: Readonly<Record<string, Tour>> = {};
