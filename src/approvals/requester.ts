import type { Person, UserId } from '../access/index.ts';
import { readPath, type JsonValue } from '../platform/index.ts';
import type { Approval, Requester } from './approval.ts';
import type { Gate } from './gate.ts';

/** Who wanted this: recorded at the start with Signalbox, else claimed by the ask, else unknown. */
export function requesterOf(gate: Gate, input: JsonValue, startedBy: UserId | undefined): Requester {
  if (startedBy !== undefined) return { kind: 'recorded', id: startedBy };
  const claim =
    gate.requester?.startsWith('email:') === true ? gate.requester.slice('email:'.length) : undefined;
  if (claim === undefined) return { kind: 'unknown' };
  const email = claim.startsWith('$') ? readPath(claim, input) : claim;
  return typeof email === 'string' && email !== ''
    ? { kind: 'claimed', email: email.toLowerCase() }
    : { kind: 'unknown' };
}

/** Whether this person wanted it: by the record of the start, or by a confirmed address that the ask claims. */
export function isRequester(approval: Approval, person: Person): boolean {
  switch (approval.requester.kind) {
    case 'recorded':
      return approval.requester.id === person.id;
    case 'claimed':
      return person.email?.toLowerCase() === approval.requester.email.toLowerCase();
    case 'unknown':
      return false;
  }
}
