import type { Directory, Person, UserId } from '../access/index.ts';
import type { Clock } from '../platform/index.ts';
import type { Approval, Verdict } from './approval.ts';
import type { Gate } from './gate.ts';
import { delegatorsOf, type Leaves } from './delegates.ts';
import { knownGroups } from './known-groups.ts';
import { policyToday } from './policy-today.ts';
import { groupsNamed, rightUnder, type Right } from './right.ts';
import { isRequester } from './requester.ts';
import { haveDecided } from './telling.ts';

export type Allowed = Extract<Right, { may: true }> & {
  /** How many must agree: the larger of the recorded gate's number and today's. */
  readonly need: number;
};
type NotAllowed = Extract<Right, { may: false }>;

/** Who may decide, by the gate as it was recorded and as it is today; both must allow. */
export interface Rights {
  /** @param options.fresh ask Slack anew. @throws {CodedError} lookup-failed */
  of(
    approval: Approval,
    person: Person,
    verdict: Verdict,
    options: { fresh: boolean },
  ): Promise<Allowed | NotAllowed>;
  /** Those but one who agreed at this level and may not any more, looked up anew. @throws {CodedError} lookup-failed */
  lost(approval: Approval, but: UserId): Promise<readonly UserId[]>;
}

export function createRights(needs: {
  gate: (name: string) => Gate | undefined;
  directory: Directory;
  leaves?: () => Leaves;
  clock: Clock;
}): Rights {
  const { directory } = needs;
  /** The person's own right. */
  const own: Rights['of'] = async (approval, person, verdict, options) => {
    const today = needs.gate(approval.gate.name);
    const { gone, need: larger } = policyToday(approval, today);
    if (!today || gone) return { may: false, code: 'policy-changed' };
    if (person.standing !== 'member') return { may: false, code: 'not-a-member' };
    const handles = [...groupsNamed(approval.gate, approval), ...groupsNamed(today, approval)];
    const { groups, failed } = await knownGroups(handles, directory, options);
    const recorded = rightUnder(approval.gate, approval, person, verdict, groups);
    const now = rightUnder(today, approval, person, verdict, groups);
    const refusal = recorded.may ? (now.may ? undefined : now) : recorded;
    if (refusal && failed) throw failed;
    if (!recorded.may || !now.may) return refusal ?? { may: false, code: 'not-an-approver' };
    const need = larger[approval.level] ?? 1;
    return { ...recorded, breakGlass: recorded.breakGlass || now.breakGlass, need };
  };

  /** The right of somebody on leave, used by the delegate: never a second voice, and not for an own request. */
  const delegated = async (
    approval: Approval,
    person: Person,
    away: UserId,
    verdict: Verdict,
    options: { fresh: boolean },
  ): Promise<Allowed | NotAllowed> => {
    const right = await own(approval, await directory.person(away, options), verdict, options);
    if (!right.may) return right;
    const said = approval.decisions.filter(({ approver }) => approver === person.id);
    const repeats = approval.gate.levels[approval.level]?.repeat === true;
    if (!repeats && said.some(({ level }) => level < approval.level))
      return { may: false, code: 'decided-earlier' };
    if (verdict === 'approve') {
      if (said.some(({ level }) => level === approval.level)) return { may: false, code: 'agreed-already' };
      if (right.breakGlass || isRequester(approval, person)) return { may: false, code: 'own-request' };
    }
    return { ...right, basedOn: `${right.basedOn}, as delegate of ${away}`, onBehalfOf: away };
  };

  const rights: Rights = {
    async of(approval, person, verdict, options) {
      const right = await own(approval, person, verdict, options);
      const named = right.may || (right.code !== 'not-an-approver' && right.code !== 'not-among');
      if (named) return right;
      let refusal: NotAllowed | undefined;
      for (const away of delegatorsOf(needs.leaves?.() ?? {}, person.id, needs.clock.now())) {
        const through = await delegated(approval, person, away, verdict, options);
        if (through.may) return through;
        // What keeps the person on leave out says more than that the delegate is not named.
        if (through.code !== 'not-an-approver') refusal ??= through;
      }
      return refusal ?? right;
    },
    async lost(approval, but) {
      const earlier = [...haveDecided(approval)].filter((who) => who !== but);
      const found = await Promise.all(
        earlier.map(async (who) => {
          // As if this person had said nothing yet: only the right is asked after.
          const decisions = approval.decisions.filter(
            ({ approver, level }) => approver !== who || level !== approval.level,
          );
          const person = await directory.person(who, { fresh: true });
          const right = await rights.of({ ...approval, decisions }, person, 'approve', { fresh: true });
          return right.may ? [] : [who];
        }),
      );
      return found.flat();
    },
  };
  return rights;
}
