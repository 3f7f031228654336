import { fitsGlob } from '../platform/index.ts';
import type { Person, UserId } from './person.ts';
import { isNamed } from './principal.ts';
import type { AccessRule, Action } from './rule.ts';

/** Whether somebody may, and in words why or why not. */
export interface Verdict {
  readonly allowed: boolean;
  readonly because: string;
  /** Refused because somebody could not be looked up: another try may say otherwise. */
  readonly unknown?: true;
  /** Where IAM was asked: what its word rests on, shortly. */
  readonly basis?: string;
}

/** Members of the user groups that the rules name, by handle without the `@`. */
export type Groups = ReadonlyMap<string, ReadonlySet<UserId>>;

const notMembers = {
  guest: 'you are a guest here',
  stranger: 'you belong to another workspace',
  bot: 'you are a bot',
  deactivated: 'your account is deactivated',
  invited: 'you have not joined yet',
};

/** The groups that must be known before {@link may} can be asked. `@everyone` is no group of Slack's. */
export function groupsNamed(rules: readonly { readonly who: readonly string[] }[]): readonly string[] {
  const handles = rules
    .flatMap((rule) => rule.who)
    .filter((who) => who.startsWith('@') && who !== '@everyone');
  return [...new Set(handles.map((handle) => handle.slice(1)))];
}

/** Deny by default: one rule must allow this action on this state machine to this person. Pure. */
export function may(
  person: Person,
  action: Action,
  machine: string,
  rules: readonly AccessRule[],
  groups: Groups,
): Verdict {
  if (person.standing !== 'member') {
    return {
      allowed: false,
      because: `only full members of this workspace may use Signalbox, and ${notMembers[person.standing]}`,
    };
  }
  for (const rule of rules) {
    const who =
      rule.allow.includes(action) && rule.on.some((glob) => fitsGlob(glob, machine))
        ? rule.who.find((name) => isNamed(name, person, groups))
        : undefined;
    if (who !== undefined) {
      return {
        allowed: true,
        because: `signalbox.yaml allows ${action} on ${rule.on.join(', ')} to ${who === person.id ? 'you' : who}`,
      };
    }
  }
  return {
    allowed: false,
    because: `no rule of signalbox.yaml allows you to ${action === 'respond' ? 'respond to' : action} ${machine === '*' ? 'anything' : machine}`,
  };
}
