import type { Limits } from '../../access/index.ts';
import type { IncidentOutcome, IncidentPress, Incidents } from '../../incidents/index.ts';
import type { PrivateWords } from '../private-words.ts';

/**
 * Passes a wish on, and says what came of it to who has it where nothing else says it: an accepted one is told by the
 * card and its thread. Undefined where it was too much to look at.
 */
export type Pressing = (
  press: IncidentPress,
  to: { readonly user: string; readonly channel?: string },
) => Promise<IncidentOutcome | undefined>;

export function createPressing(needs: {
  incidents: Pick<Incidents, 'press'>;
  limits: Limits;
  tell: PrivateWords;
}): Pressing {
  const { incidents, limits, tell } = needs;
  return async (press, { user, channel }) => {
    const to = { user, ...(channel !== undefined && { channel }) };
    const tooMuch = limits.onPress(user);
    if (tooMuch !== undefined) {
      await tell(to, tooMuch);
      return undefined;
    }
    const outcome = await incidents.press(press);
    if (outcome.kind === 'refused') limits.onPressRefused(user);
    if (outcome.kind !== 'accepted') await tell(to, outcome.sentence);
    return outcome;
  };
}
