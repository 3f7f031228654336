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
  const fitting = rules.filter(
    (rule) => rule.allow.includes(action) && rule.on.some((glob) => fitsGlob(glob, machine)),
  );
  for (const rule of fitting) {
    const who = rule.who.find((name) => isNamed(name, person, groups));
    if (who !== undefined) {
      return {
        allowed: true,
        because: `signalbox.yaml allows ${action} on ${rule.on.join(', ')} to ${who === person.id ? 'you' : who}`,
      };
    }
  }
  const deed = `${action === 'respond' ? 'respond to' : action} ${machine === '*' ? 'anything' : machine}`;
  return {
    allowed: false,
    because: `no rule of signalbox.yaml allows you to ${deed}; ${whoElse(fitting)}`,
  };
}

/** Whom to ask instead: groups by their handle; ids would say nothing in a sentence. */
function whoElse(rules: readonly AccessRule[]): string {
  const named = new Set(rules.flatMap((rule) => rule.who));
  const groups = [...named].filter((who) => who.startsWith('@'));
  const people = named.size - groups.length;
  if (people > 0) groups.push(people === 1 ? 'one person by name' : `${String(people)} people by name`);
  return groups.length === 0 ? 'nobody may' : `only ${groups.join(', ')} may`;
}
