/** The moment after which the bot's next call to the other side gets no answer, until the bot is killed. */
export type HoldPoint = 'record' | 'token' | 'card';

/**
 * Where the sandbox keeps the bot from going on, so that a kill hits exactly that point:
 * - `record`: the decision is recorded; the call that would return the task token is kept.
 * - `token`: the token is returned; the next call to Slack is kept.
 * - `card`: the card is shown; whatever the bot calls next is kept.
 * A kept call is never carried out. Once one is kept, all later calls of the bot are kept too.
 */
export interface Holds {
  arm(point: HoldPoint): void;
  /** Says whether this call is to be kept; asked before the work. */
  keeps(side: 'slack' | 'aws', call: string): boolean;
  /** Told after the work of a call succeeded. */
  done(side: 'slack' | 'aws', call: string): void;
  /** The bot is gone: nothing is kept any more. */
  release(): void;
}

const returnsToken = (call: string) => call === 'states.SendTaskSuccess' || call === 'states.SendTaskFailure';
const showsCard = (call: string) => call === 'chat.postMessage' || call === 'chat.update';

export function createHolds(): Holds {
  let armed: HoldPoint | undefined;
  let reached = false;
  let holding = false;
  return {
    arm(point) {
      armed = point;
      reached = false;
      holding = false;
    },
    keeps(side, call) {
      if (holding) return true;
      if (armed === 'record' && side === 'aws' && returnsToken(call)) holding = true;
      if (armed === 'token' && reached && side === 'slack') holding = true;
      if (armed === 'card' && reached && call !== 'states.GetActivityTask') holding = true;
      return holding;
    },
    done(side, call) {
      if (armed === 'token' && side === 'aws' && returnsToken(call)) reached = true;
      if (armed === 'card' && side === 'slack' && showsCard(call)) reached = true;
    },
    release() {
      armed = undefined;
      reached = false;
      holding = false;
    },
  };
}
