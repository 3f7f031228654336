import { CodedError } from '../platform/index.ts';
import { groupsNamed, may, type Groups, type Verdict } from './may.ts';
import type { Directory, Person, UserId } from './person.ts';
import type { AccessRule, Action } from './rule.ts';

/** Asked before every command and click. */
export interface Access {
  /** A failing look-up is a refusal. @param machine name of a state machine */
  may(who: UserId, action: Action, machine: string): Promise<Verdict>;
  /** What the person may do, with the state machines each is allowed on. */
  rulesFor(who: UserId): Promise<{
    readonly person: Person;
    readonly groups: readonly string[];
    readonly rules: readonly AccessRule[];
  }>;
}

export function createAccess(needs: { directory: Directory; rules: () => readonly AccessRule[] }): Access {
  const { directory } = needs;
  /** A group that Slack does not say has nobody in it; who is named otherwise is allowed all the same. */
  const groupsOf = async (
    rules: readonly AccessRule[],
  ): Promise<{ readonly groups: Groups; readonly failed: CodedError | undefined }> => {
    let failed: CodedError | undefined;
    const members = async (handle: string) => {
      try {
        return await directory.members(handle);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        failed ??= error;
        return new Set<UserId>();
      }
    };
    const found = await Promise.all(
      groupsNamed(rules).map(async (handle) => [handle, await members(handle)] as const),
    );
    return { groups: new Map(found), failed };
  };
  return {
    async may(who, action, machine) {
      const rules = needs.rules().filter((rule) => rule.allow.includes(action));
      try {
        const person = await directory.person(who);
        const { groups, failed } = await groupsOf(rules);
        const verdict = may(person, action, machine, rules, groups);
        return verdict.allowed || !failed ? verdict : notKnown(failed);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return notKnown(error);
      }
    },
    async rulesFor(who) {
      const rules = needs.rules();
      const person = await directory.person(who);
      const { groups } = await groupsOf(rules);
      const mine = [...groups].filter(([, members]) => members.has(who)).map(([handle]) => `@${handle}`);
      const named = (name: string) => name === who || name === '@everyone' || mine.includes(name);
      return {
        person,
        groups: mine,
        rules: person.standing === 'member' ? rules.filter((rule) => rule.who.some(named)) : [],
      };
    },
  };
}

function notKnown({ message }: CodedError): Verdict {
  return { allowed: false, because: message, unknown: true };
}
