import { namesIn, taskPlaceOf, whoCan, type Approval } from '../approvals/index.ts';
import { fillTemplate, siteInWords } from '../platform/index.ts';
import { approvalsAt, atDesk, callerAt, type Desk } from './desk.ts';
import { moment, print, shown } from './output.ts';

/** Shown at most; the oldest come first. */
const mostShown = 1_000;

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly gate: string;
  /** Null while the execution is not proven. */
  readonly machine: string | null;
  /** Account and Region; null where Signalbox works in one place only, or the place is not known yet. */
  readonly where: string | null;
  readonly severity: string;
  /** ISO 8601; null where the state has no timeout, or none is known yet. */
  readonly deadline: string | null;
  readonly whoCan: string;
}

/** `signalbox approvals`: what waits, oldest first. */
export async function listApprovals(given: { readonly mine?: true; readonly json?: true }): Promise<void> {
  await atDesk(async (desk) => {
    const { approvals, inAll } = given.mine ? await ofCaller(desk) : await ofEverybody(desk);
    const listed = await Promise.all(approvals.map((approval) => list(approval, desk)));
    if (given.json) {
      print(JSON.stringify(listed, undefined, 2));
      return;
    }
    for (const one of listed) print(inWords(one));
    print(lastLine(listed.length, inAll, given.mine === true));
  });
}

async function ofCaller(desk: Desk): Promise<{ approvals: readonly Approval[]; inAll: number }> {
  const caller = await callerAt(desk);
  return approvalsAt(desk, caller).pending({ limit: mostShown, forPerson: caller.person.id });
}

async function ofEverybody({ ledger }: Desk): Promise<{ approvals: readonly Approval[]; inAll: number }> {
  const approvals = await ledger.pending(mostShown);
  return { approvals, inAll: approvals.length };
}

async function list(approval: Approval, { config, slack }: Desk): Promise<Listed> {
  const { id, gate, provenance, expiresAt } = approval;
  return {
    id,
    title: shown(fillTemplate(gate.title, approval.ask.input)),
    gate: gate.name,
    machine: provenance.kind === 'verified' ? provenance.machine : null,
    where: siteInWords(taskPlaceOf(approval), config.policy.accounts) ?? null,
    severity: gate.severity,
    deadline: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString() : null,
    whoCan: shown(whoCan(approval, await namesIn(approval, slack))),
  };
}

function inWords({ id, title, gate, machine, where, deadline, whoCan: who }: Listed): string {
  const until = deadline === null ? 'no deadline known' : `until ${moment(Date.parse(deadline))}`;
  const of = machine === null ? `gate ${gate}, execution not proven` : `gate ${gate}, ${machine}`;
  const there = where === null ? '' : ` · ${where}`;
  return `${id}  ${title}\n    ${of}${there} · ${until} · ${who}`;
}

function lastLine(count: number, inAll: number, mine: boolean): string {
  if (count === 0) return mine ? 'Nothing waits for you.' : 'Nothing waits.';
  const more = inAll > count ? ` of ${String(inAll)}` : '';
  return `${String(count)}${more} waiting. Decide one with: signalbox decide ID approve`;
}
