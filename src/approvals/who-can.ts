import type { UserId } from '../access/index.ts';
import type { Approval } from './approval.ts';
import { readPath } from './template.ts';

/** Who can decide now, in words: `@release-managers or second-approver`. Names are for showing only. */
export function whoCan(approval: Approval, names: ReadonlyMap<UserId, string>): string {
  const { gate, ask } = approval;
  const level = gate.levels[approval.level] ?? gate.levels[0];
  const words = level.any.map((name) => {
    if (name.startsWith('@')) return name;
    if (!name.startsWith('email:')) return names.get(name) ?? name;
    const claim = name.slice('email:'.length);
    const email = claim.startsWith('$') ? readPath(claim, ask.input) : claim;
    if (typeof email !== 'string') return `the person at ${claim} of the ask (it names nobody)`;
    return gate.among === undefined || !claim.startsWith('$') ? email : `${email} (within ${gate.among})`;
  });
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
