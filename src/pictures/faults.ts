import { CodedError } from '../platform/index.ts';

/** The text is no state machine that could be drawn. */
export class NotADefinition extends CodedError {
  readonly code = 'NOT_A_DEFINITION';
  readonly where: string;
  readonly why: string;

  constructor(where: string, why: string) {
    super(
      `There is no picture: the definition cannot be read at ${where}: ${/[.?!]$/.test(why) ? why : `${why}.`} Check it with \`signalbox lint\`.`,
    );
    this.where = where;
    this.why = why;
  }
}

export class PictureTooLarge extends CodedError {
  readonly code = 'PICTURE_TOO_LARGE';
  readonly states: number;
  readonly most: number;

  constructor(states: number, most: number) {
    super(
      `There is no picture: the machine has ${String(states)} states, and more than ${String(most)} of them stand outside of any Parallel or Map. Split it into nested state machines.`,
    );
    this.states = states;
    this.most = most;
  }
}

/** The thread that draws died or took too long. */
export class PictureFailed extends CodedError {
  readonly code = 'PICTURE_FAILED';

  constructor(why: string, options?: ErrorOptions) {
    super(`There is no picture: ${why}. Try again; the definition itself was not refused.`, options);
  }
}
