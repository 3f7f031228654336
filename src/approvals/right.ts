import type { Person, UserId } from '../access/index.ts';
import type { Approval, Verdict } from './approval.ts';
import type { Gate, Level } from './gate.ts';
import { isRequester } from './requester.ts';
import type { RefusalCode } from './press.ts';
import { namedNow } from './named-now.ts';
import { emailIn } from './email-in.ts';

/** Whether somebody may decide, and what that rests on. */
export type Right =
  | {
      readonly may: true;
      readonly basedOn: string;
      readonly breakGlass: boolean;
      readonly onBehalfOf?: UserId;
    }
  | { readonly may: false; readonly code: RefusalCode };

/** Members of the user groups that a gate names, by handle without the `@`. */
export type Groups = ReadonlyMap<string, ReadonlySet<UserId>>;

/** The groups that must be known before {@link rightUnder} can be asked. */
export function groupsNamed(gate: Gate, approval: Approval): readonly string[] {
  const named = [...namedNow(approval, gate), ...(gate.among === undefined ? [] : [gate.among])];
  return [...new Set(named.filter((name) => name.startsWith('@')).map((name) => name.slice(1)))];
}

/**
 * Whether `person` may give this verdict under one gate: the one the ask was recorded under, or today's. A decision
 * needs both. Pure.
 */
export function rightUnder(
  gate: Gate,
  approval: Approval,
  person: Person,
  verdict: Verdict,
  groups: Groups,
): Right {
  const refuse = (code: RefusalCode): Right => ({ may: false, code });
  if (person.standing !== 'member') return refuse('not-a-member');
  const level = gate.levels[approval.level];
  if (!level) return refuse('policy-changed');
  const named = namedBy(gate, level, approval, person, groups);
  if (!named.may) return named;
  const decidedEarlier = approval.decisions.some(
    ({ level: at, approver, onBehalfOf }) =>
      at < approval.level && (approver === person.id || onBehalfOf === person.id),
  );
  if (decidedEarlier && !level.repeat) return refuse('decided-earlier');
  if (verdict === 'reject') return named;
  const agreed = approval.decisions.some(
    (decision) => decision.level === approval.level && decision.approver === person.id,
  );
  if (agreed) return refuse('agreed-already');
  if (isRequester(approval, person)) {
    if (gate.selfApproval === 'never') return refuse('own-request');
    if (gate.selfApproval === 'break-glass') {
      return {
        may: true,
        basedOn: `${named.basedOn}; broke the glass on their own request`,
        breakGlass: true,
      };
    }
  }
  if (approval.requester.kind === 'unknown' && gate.requester === 'required')
    return refuse('requester-unknown');
  return named;
}

function namedBy(gate: Gate, level: Level, approval: Approval, person: Person, groups: Groups): Right {
  let outside = false;
  for (const name of namedNow(approval, gate)) {
    const how = level.any.includes(name) ? 'of' : 'by escalation, of';
    const basedOn = `${name} ${how} level "${level.name}"`;
    if (name.startsWith('@')) {
      if (groups.get(name.slice(1))?.has(person.id) === true)
        return { may: true, basedOn, breakGlass: false };
    } else if (name.startsWith('email:')) {
      const email = emailIn(name, approval);
      if (email === undefined || person.email?.toLowerCase() !== email) continue;
      // Whoever writes the ask chooses this person; `among` keeps that choice within a group.
      const bounded =
        !name.startsWith('email:$') || gate.among === undefined || isAmong(gate.among, person, groups);
      if (bounded) return { may: true, basedOn, breakGlass: false };
      outside = true;
    } else if (name === person.id) return { may: true, basedOn, breakGlass: false };
  }
  return { may: false, code: outside ? 'not-among' : 'not-an-approver' };
}

function isAmong(among: string, person: Person, groups: Groups): boolean {
  return among.startsWith('@') ? groups.get(among.slice(1))?.has(person.id) === true : among === person.id;
}
