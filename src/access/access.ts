import { CodedError, keptFor, type Clock } from '../platform/index.ts';
import type { Place } from './iam-question.ts';
import { groupsNamed, may, type Groups, type Verdict } from './may.ts';
import { createNarrowing } from './narrowing.ts';
import type { Directory, Person, UserId } from './person.ts';
import { isNamed, principalOf, type PrincipalMap } from './principal.ts';
import { covered, type Rights } from './rights.ts';
import type { AccessRule, Action } from './rule.ts';
import type { PrincipalSimulator } from './simulator.ts';

/** Asked before every command and click. */
export interface Access {
  /** A failing look-up is a refusal. @param machine name of a state machine */
  may(who: UserId, action: Action, machine: string): Promise<Verdict>;
  /** As {@link may}, for somebody who wants to do it now: a refusal goes into the audit. */
  demand(who: UserId, action: Action, machine: string): Promise<Verdict>;
  /** What the person may do, by which rule, and where IAM is asked, by which policy: asked in one go. */
  rightsOf(who: UserId): Promise<Rights>;
}

/** Somebody was told that they may not. */
export interface Refusal {
  readonly who: UserId;
  readonly action: Action;
  readonly resource: string;
  readonly because: string;
}

export interface AccessNeeds {
  readonly directory: Directory;
  readonly rules: () => readonly AccessRule[];
  /** Who is who on AWS; absent where the rules alone count. */
  readonly narrowedBy: () => PrincipalMap | undefined;
  readonly simulator: PrincipalSimulator;
  /** Where a state machine of this name is; undefined where its account is none of ours. */
  readonly place: (machine: string) => Promise<Place | undefined>;
  /** Names of the state machines that Signalbox may touch. */
  readonly machines: () => Promise<readonly string[]>;
  readonly onRefused: (refusal: Refusal) => Promise<void>;
  readonly clock: Clock;
}

/** State machines come and go slowly; so long a list of them will do, ms. */
const machinesGoodForMs = 60_000;

interface Known {
  readonly groups: Groups;
  readonly failed: CodedError | undefined;
}

export function createAccess(needs: AccessNeeds): Access {
  const { directory } = needs;
  const narrowing = createNarrowing(needs);
  const machines = keptFor(machinesGoodForMs, needs.clock, needs.machines);
  /** A group that Slack does not say has nobody in it; who is named otherwise is allowed all the same. */
  const groupsOf = async (naming: readonly { readonly who: readonly string[] }[]): Promise<Known> => {
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
      groupsNamed(naming).map(async (handle) => [handle, await members(handle)] as const),
    );
    return { groups: new Map(found), failed };
  };
  /** Who IAM is asked about: somebody alone, else through the groups of `roles`. */
  const principal = async (person: Person, map: PrincipalMap) =>
    principalOf(person, map, new Map()) ?? principalOf(person, map, (await groupsOf(map.roles)).groups);

  const narrowed = async (person: Person, action: Action, machine: string, verdict: Verdict) => {
    const map = needs.narrowedBy();
    if (!map) return verdict;
    const others = covered(
      needs.rules().filter(({ allow }) => allow.includes(action)),
      await machines().catch(() => []),
    );
    const alongside = others.filter((other) => other.action === action);
    const who = await principal(person, map);
    const [word] = await narrowing.verdicts(person, who, [{ action, machine }], alongside);
    if (word?.allowed !== true) return word ?? { allowed: false, because: 'IAM did not answer' };
    return { allowed: true, because: `${verdict.because}, and ${word.because}` };
  };

  const asked: Access['may'] = async (who, action, machine) => {
    const rules = needs.rules().filter((rule) => rule.allow.includes(action));
    try {
      const person = await directory.person(who);
      const { groups, failed } = await groupsOf(rules);
      const verdict = may(person, action, machine, rules, groups);
      if (verdict.allowed) return await narrowed(person, action, machine, verdict);
      return failed ? notKnown(failed) : verdict;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return notKnown(error);
    }
  };

  return {
    may: asked,
    async demand(who, action, machine) {
      const verdict = await asked(who, action, machine);
      if (!verdict.allowed)
        await needs.onRefused({ who, action, resource: machine, because: verdict.because });
      return verdict;
    },
    async rightsOf(who) {
      const rules = needs.rules();
      const person = await directory.person(who);
      const { groups } = await groupsOf(rules);
      const mine = [...groups].filter(([, members]) => members.has(who)).map(([handle]) => `@${handle}`);
      const isMember = person.standing === 'member';
      const naming = rules.filter((rule) => rule.who.some((name) => isNamed(name, person, groups)));
      const rights = { person, groups: mine, rules: isMember ? naming : [] };
      const map = needs.narrowedBy();
      if (!map || !isMember) return rights;
      const arn = await principal(person, map);
      const wanted = covered(naming, await machines());
      const verdicts = await narrowing.verdicts(person, arn, wanted);
      const words = wanted.flatMap((one, index) => {
        const verdict = verdicts[index];
        return verdict ? [{ ...one, ...verdict }] : [];
      });
      return { ...rights, iam: { ...(arn && { principal: arn }), words } };
    },
  };
}

function notKnown({ message }: CodedError): Verdict {
  return { allowed: false, because: message, unknown: true };
}
