import { LookupFailed, type Directory, type Person, type UserId } from '../access/index.ts';
import type { Policy } from '../config/index.ts';

/** Somebody's standing, and who said so. */
export interface Known {
  readonly person: Person;
  readonly from: 'slack' | 'signalbox.yaml';
}

/**
 * Who somebody is: as Slack says, and where Slack says nothing, as `people:` of signalbox.yaml has them. What Slack
 * refuses is refused here too. @throws {LookupFailed}
 */
export async function lookUp(id: UserId, slack: Directory, people: Policy['people']): Promise<Known> {
  try {
    return { person: await slack.person(id, { fresh: true }), from: 'slack' };
  } catch (error) {
    const written = people[id];
    if (!(error instanceof LookupFailed) || !error.unanswered || !written) throw error;
    const { email } = written;
    const known = email === undefined ? {} : { email: email.toLowerCase() };
    return { person: { id, name: id, standing: 'member', ...known }, from: 'signalbox.yaml' };
  }
}

/** The directory of one command: its own person as just looked up, everybody else and every group from Slack. */
export function directoryWith({ person }: Known, slack: Directory): Directory {
  return {
    person: (id, options) => (id === person.id ? Promise.resolve(person) : slack.person(id, options)),
    members: (handle, options) => slack.members(handle, options),
  };
}
