import type { Directory, Person, UserId } from '../access/index.ts';
import { fitsGlob } from '../platform/index.ts';
import type { Approval, Verdict } from './approval.ts';
import type { Gate } from './gate.ts';
import { knownGroups } from './known-groups.ts';
import { groupsNamed, rightUnder, type Right } from './right.ts';
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
}): Rights {
  const { directory } = needs;
  const rights: Rights = {
    async of(approval, person, verdict, options) {
      const today = needs.gate(approval.gate.name);
      const machine = approval.provenance.kind === 'verified' ? approval.provenance.machine : undefined;
      if (!today) return { may: false, code: 'policy-changed' };
      if (machine !== undefined && !today.for.some((glob) => fitsGlob(glob, machine)))
        return { may: false, code: 'policy-changed' };
      if (person.standing !== 'member') return { may: false, code: 'not-a-member' };
      const handles = [...groupsNamed(approval.gate, approval), ...groupsNamed(today, approval)];
      const { groups, failed } = await knownGroups(handles, directory, options);
      const recorded = rightUnder(approval.gate, approval, person, verdict, groups);
      const now = rightUnder(today, approval, person, verdict, groups);
      const refusal = recorded.may ? (now.may ? undefined : now) : recorded;
      if (refusal && failed) throw failed;
      if (!recorded.may || !now.may) return refusal ?? { may: false, code: 'not-an-approver' };
      const need = Math.max(
        approval.gate.levels[approval.level]?.need ?? 1,
        today.levels[approval.level]?.need ?? 1,
      );
      return { ...recorded, breakGlass: recorded.breakGlass || now.breakGlass, need };
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
