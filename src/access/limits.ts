import type { Clock } from '../platform/index.ts';
import { createPace } from './pace.ts';
import type { UserId } from './person.ts';

/** More than anybody types; what a script sends is slowed down. */
const commands = { burst: 60, perMinute: 60 };
/** Presses that came to nothing: each one that decides is free, however many. */
const vainPresses = { burst: 30, perMinute: 30 };

/** How much one person may ask of this process. Each answer is undefined, or the sentence for whom it was too much. */
export interface Limits {
  onCommand(who: UserId): string | undefined;
  /** Before a button's press is looked at. Only presses that were refused before count. */
  onPress(who: UserId): string | undefined;
  onPressRefused(who: UserId): void;
}

export function createLimits(needs: { clock: Clock; onLimited: (who: UserId) => void }): Limits {
  const { clock, onLimited } = needs;
  const ofCommands = createPace({ clock, ...commands });
  const ofPresses = createPace({ clock, ...vainPresses });
  const told = (who: UserId, waitMs: number, what: string): string | undefined => {
    if (waitMs === 0) return undefined;
    onLimited(who);
    const seconds = Math.ceil(waitMs / 1_000);
    return `${what} Try again in ${String(seconds)} second${seconds === 1 ? '' : 's'}.`;
  };
  return {
    onCommand: (who) =>
      told(
        who,
        ofCommands.take(who),
        `Nothing was done: you sent more than ${String(commands.perMinute)} commands in a minute.`,
      ),
    onPress: (who) =>
      told(
        who,
        ofPresses.wait(who),
        `Nothing was decided: ${String(vainPresses.perMinute)} of your presses in the last minute were refused. The card keeps its buttons.`,
      ),
    onPressRefused(who) {
      ofPresses.take(who);
    },
  };
}
