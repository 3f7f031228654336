import type { Person, UserId } from '../access/index.ts';
import type { Approval } from './approval.ts';
import { namedNow } from './named-now.ts';
import { emailIn } from './email-in.ts';

/**
 * Who can decide now, in words: `@release-managers or second-approver`. Names are for showing only.
 * @param without somebody who is named and cannot all the same
 */
export function whoCan(
  approval: Approval,
  names: ReadonlyMap<UserId, string>,
  without?: Pick<Person, 'id' | 'email'>,
): string {
  const { gate } = approval;
  const words = namedNow(approval).flatMap((name) => {
    if (name.startsWith('@')) return without ? `${name}, without you` : name;
    if (!name.startsWith('email:')) return name === without?.id ? [] : (names.get(name) ?? name);
    const email = emailIn(name, approval);
    if (email === undefined)
      return `the person at ${name.slice('email:'.length)} of the ask (it names nobody)`;
    if (without?.email === email) return [];
    return gate.among === undefined || !name.startsWith('email:$')
      ? email
      : `${email} (within ${gate.among})`;
  });
  if (words.length === 0) return 'nobody else; abort the execution and start it again with another approver';
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
