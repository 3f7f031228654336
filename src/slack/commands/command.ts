import type { WebClient } from '@slack/web-api';
import type { Action, UserId } from '../../access/index.ts';
import type { Reply } from '../reply.ts';

/** What came with one command. */
export interface Asked {
  readonly who: UserId;
  /** What was typed behind the command's word, quotes and no-break spaces made plain. */
  readonly rest: string;
  /** Where it was typed. */
  readonly channel: string;
  /** Opens a modal within 3 seconds; the same for a repetition by Slack. */
  readonly triggerId: string;
  readonly client: WebClient;
}

/** One word behind `/workflow`. */
export interface Command {
  readonly word: string;
  /** The line of `help`, in mrkdwn. */
  readonly usage: string;
  /** Shown in help only to whom a rule allows this; absent: to everybody. */
  readonly action?: Action;
  /** Undefined where a modal answers. A CodedError becomes its sentence. */
  answer(asked: Asked): Promise<Reply | undefined>;
}
