/** An account in one Region, where Signalbox works. */
export interface Site {
  /** Its name under `accounts:` of signalbox.yaml; absent: home, where Signalbox itself is. */
  readonly name?: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** One of `accounts:`: a site, and the role that Signalbox takes to work there. */
export interface Account extends Site {
  readonly name: string;
  /** ARN of the role. */
  readonly role: string;
  /** What the role's trust policy asks for, so that nobody else can have Signalbox take it for them. */
  readonly externalId?: string;
}

/** Where a task waits: in its execution, or, while that is not known, at the activity that it was taken from. */
export interface TaskPlace {
  readonly executionArn?: string;
  /** As a gate names it: `ManualStep`, `prod/ManualStep`. */
  readonly activity?: string;
}

/** The site that an ARN is of; undefined where none of these is. Pure. */
export function siteOf<S extends Site>(arn: string, sites: readonly S[]): S | undefined {
  const [, , , region, account] = arn.split(':');
  return sites.find((site) => site.account === account && site.region === region);
}

/** A state machine or an activity as people name it: `deploy-api` at home, `prod/deploy-api` elsewhere. Pure. */
export function nameAt(account: string | undefined, plain: string): string {
  return account === undefined ? plain : `${account}/${plain}`;
}

/** What {@link nameAt} put together. AWS takes no `/` in a name. Pure. */
export function splitName(name: string): { readonly account?: string; readonly plain: string } {
  const at = name.indexOf('/');
  return at < 0 ? { plain: name } : { account: name.slice(0, at), plain: name.slice(at + 1) };
}

/** The state machine of its own ARN, or of an execution's, by the name that AWS knows. Of an item of a distributed Map: the Map's. Pure. */
export function machineOfArn(arn: string): string {
  return (arn.split(':')[6] ?? '').split('/')[0] ?? '';
}

/** Account and Region in words: `prod · 111111111111 · eu-west-1`. Undefined where there is but home, or nothing is known. Pure. */
export function siteInWords(
  { executionArn, activity }: TaskPlace,
  accounts: readonly Site[],
): string | undefined {
  if (accounts.length === 0) return undefined;
  const called = splitName(activity ?? '').account;
  const known =
    executionArn === undefined
      ? accounts.find(({ name }) => name === called && called !== undefined)
      : siteOf(executionArn, accounts);
  if (known)
    return [known.name, known.account, known.region].filter((word) => word !== undefined).join(' · ');
  const [, , , region, account] = executionArn?.split(':') ?? [];
  return region && account ? `${account} · ${region}` : undefined;
}
