import { splitName } from '../platform/index.ts';
import type { Finding } from './lint-policy.ts';
import type { Policy } from './policy.ts';

/** What is wrong with `accounts`, and with names that begin with one. Pure. */
export function lintAccounts(policy: Policy): readonly Finding[] {
  const { accounts, machines } = policy;
  const unproven = accounts
    .filter(({ externalId }) => externalId === undefined)
    .map(({ name }): Finding => ({
      severity: 'warning',
      of: `account ${name}`,
      message:
        'it has no externalId: whoever else may have Signalbox take roles could have it take this one; write one here and into the trust policy of the role',
    }));
  const untouched = accounts
    .filter(({ name }) => !machines.some((glob) => isOf(glob, name)))
    .map(({ name }): Finding => ({
      severity: 'warning',
      of: `account ${name}`,
      message: `machines: names none of it, so nothing there can be listed or started; write ${name}/* or its names there`,
    }));
  return [...unproven, ...untouched, ...unknownAccounts(policy)];
}

/** Whether a name or a pattern is for state machines of this account. */
function isOf(glob: string, account: string): boolean {
  const { account: written } = splitName(glob);
  return written === '*' || written === account;
}

/** Names of accounts that are not there. A pattern (`*`, `team-*`) may be for those that are still to come. */
function unknownAccounts(policy: Policy): readonly Finding[] {
  const known = new Set(policy.accounts.map(({ name }) => name));
  return namesIn(policy).flatMap(({ of, name }): Finding[] => {
    const { account } = splitName(name);
    if (account === undefined || account.includes('*') || known.has(account)) return [];
    const message = `${name} is of an account "${account}" that accounts: does not have; add it there, or mend the name`;
    return [{ severity: 'error', of, message }];
  });
}

function namesIn(policy: Policy): readonly { readonly of: string; readonly name: string }[] {
  const all = (of: string, names: readonly string[]) => names.map((name) => ({ of, name }));
  return [
    ...all('machines', policy.machines),
    ...policy.access.flatMap(({ on }, index) => all(`access ${String(index + 1)}`, on)),
    ...[...policy.gates.values()].flatMap(({ name, for: machines, activity }) =>
      all(`gate ${name}`, [...machines, ...(activity === undefined ? [] : [activity])]),
    ),
    ...[...policy.workflows.values()].flatMap(({ name, machine }) => all(`workflow ${name}`, [machine])),
    ...policy.schedules.flatMap(({ name, machine }) => all(`schedule ${name}`, [machine])),
  ];
}
