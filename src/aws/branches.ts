import type { Place } from '../access/index.ts';
import { keptFor, siteOf, type Account, type Clock, type Site } from '../platform/index.ts';
import { assumedRole } from './assumed-role.ts';
import { createBranch, type Branch } from './branch.ts';
import { createClients, type AwsOptions } from './clients.ts';
import { notConfigured } from './errors.ts';

/** Signalbox's own account and Region, and those that `accounts:` names: where which ARN is worked on. */
export interface Branches {
  readonly home: Branch;
  /** Home first. */
  all(): readonly Branch[];
  /** By its name; undefined: home. Undefined where there is none of that name. */
  named(name: string | undefined): Branch | undefined;
  /** @throws {StepFunctionsRefused} where Signalbox does not work in the ARN's account and Region, or AWS does not say which is its own */
  ofArn(arn: string): Promise<Branch>;
  /** Home first. @throws {StepFunctionsRefused} where AWS does not say which account is its own */
  sites(): Promise<readonly [Place, ...Account[]]>;
  accounts(): readonly Account[];
  /** Takes other accounts; what did not change goes on. */
  use(accounts: readonly Account[]): void;
  destroy(): void;
}

export function createBranches(
  options: AwsOptions & { accounts: readonly Account[]; clock: Clock },
): Branches {
  const { clock } = options;
  const ownClients = createClients(options);
  const home = createBranch(ownClients);
  const clientsMade = [ownClients];
  let away: readonly { readonly account: Account; readonly branch: Branch }[] = [];

  const ownPlace = keptFor(Infinity, clock, async (): Promise<Place> => {
    const { account, arn } = await home.identity();
    return { partition: arn.split(':')[1] ?? 'aws', account, region: options.region };
  });
  const opened = (account: Account) => {
    const { endpoint } = options;
    const clients = createClients(
      { region: account.region, ...(endpoint !== undefined && { endpoint }) },
      assumedRole(account, ownClients.sts, clock),
    );
    clientsMade.push(clients);
    return { account, branch: createBranch(clients, account.name) };
  };
  const branches: Branches = {
    home,
    all: () => [home, ...away.map(({ branch }) => branch)],
    named: (name) => (name === undefined ? home : away.find(({ branch }) => branch.name === name)?.branch),
    async ofArn(arn) {
      const found = away.find(({ account }) => siteOf(arn, [account]));
      if (found) return found.branch;
      const own: Site = await ownPlace();
      if (siteOf(arn, [own])) return home;
      throw notConfigured(arn);
    },
    sites: async () => [await ownPlace(), ...branches.accounts()],
    accounts: () => away.map(({ account }) => account),
    use(accounts) {
      // Clients of before stay until the end: a poll under way may just be given a token.
      away = accounts.map((account) => away.find((one) => isSame(one.account, account)) ?? opened(account));
    },
    destroy() {
      for (const clients of clientsMade) clients.destroy();
    },
  };
  branches.use(options.accounts);
  return branches;
}

function isSame(a: Account, b: Account): boolean {
  return a.name === b.name && a.role === b.role && a.externalId === b.externalId && a.region === b.region;
}
