/** What a linter says of one file. */
export interface Linted {
  readonly lines: readonly string[];
  readonly wrong: boolean;
}
