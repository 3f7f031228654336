import { newUuid, type Clock } from '../../platform/index.ts';
import { SlackError } from './slack-error.ts';

export interface Triggers {
  make(user: string): string;
  /** The person behind it; each works once. @throws {SlackError} */
  use(id: string): string;
  clear(): void;
}

/** @param livesMs how long a trigger_id may open a modal. */
export function createTriggers(clock: Clock, livesMs: number): Triggers {
  const made = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    make(user) {
      const id = `${String(clock.now())}.${newUuid()}`;
      made.set(id, { user, at: clock.now(), used: false });
      return id;
    },
    use(id) {
      const found = made.get(id);
      if (!found) throw new SlackError('invalid_trigger_id');
      if (clock.now() - found.at > livesMs) throw new SlackError('expired_trigger_id');
      if (found.used) throw new SlackError('exchanged_trigger_id');
      found.used = true;
      return found.user;
    },
    clear() {
      made.clear();
    },
  };
}
