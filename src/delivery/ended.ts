import type { Approval, ApprovalId, AskPlace } from '../approvals/index.ts';
import { messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { Prover } from './ports.ts';
import type { Records } from './records.ts';
import type { Running } from './running.ts';

/** Open cards looked after in one round; the next round goes on from there. */
const atMost = 1_000;
/** Executions looked up in one round, where they are not in the list of what runs; AWS refills 15 a second for all. */
const lookUpsARound = 50;
/** Histories read in one round, for tasks that ended while their execution goes on; AWS refills 20 a second for all. */
const historiesARound = 10;
/** The same task is not looked at again within this. */
const historyEveryMs = 60_000;
/** Who was looked at longer ago may as well never have been: the turns are remembered only to spread the reading. */
const rememberMs = 7_200_000;

/** Closes the cards of asks that nobody waits for any more. */
export interface Endings {
  /** Looks through all open cards: status events are best effort, this is not. */
  sweep(running: Running): Promise<void>;
  /** An event says that this execution ended or was redriven. It is a hint: AWS itself is asked before a card closes. */
  onHint(executionArn: string): Promise<void>;
}

interface Open {
  readonly approval: Approval;
  readonly provenance: Extract<Approval['provenance'], { kind: 'verified' }>;
}

export function createEndings(needs: {
  records: Records;
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED; undefined where AWS no longer knows it. */
  statusOf: (executionArn: string) => Promise<string | undefined>;
  prover: Prover;
  wake: (id: ApprovalId) => void;
  clock: Clock;
  log: Logger;
}): Endings {
  const { records, statusOf, prover, wake, clock, log } = needs;
  /** When a task's history was read last: only to spread the reading. */
  const lookedAt = new Map<ApprovalId, number>();
  /** When an execution that was in no list was looked up last. */
  const lookedUpAt = new Map<ApprovalId, number>();
  let goOnAfter: AskPlace | undefined;

  const closeIfEnded = async ({ approval, provenance }: Open): Promise<boolean> => {
    const { executionArn } = provenance;
    const status = await statusOf(executionArn);
    if (status === 'RUNNING') return false;
    await records.record(approval.id, {
      kind: 'execution-ended',
      status: status ?? 'no longer known to AWS',
    });
    log.info({ approvalId: approval.id, executionArn, status }, 'execution ended without an answer');
    wake(approval.id);
    return true;
  };

  const closeIfTaskOver = async ({ approval, provenance }: Open): Promise<void> => {
    lookedAt.set(approval.id, clock.now());
    if (!(await prover.taskOver(provenance))) return;
    await records.record(approval.id, {
      kind: 'task-over',
      because: 'The workflow stopped waiting for this task and went on without an answer.',
    });
    log.info({ approvalId: approval.id }, 'task ended without an answer');
    wake(approval.id);
  };

  const trying = async (about: object, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      log.warn({ ...about, because: messageOf(error) }, 'executions not readable, looked at again later');
    }
  };

  const closeOthers = async (running: ReadonlySet<string>, open: readonly Open[]) => {
    const others = open.filter(({ provenance }) => !running.has(provenance.executionArn));
    // Where more run than the list shows, most of these run too: whom a round leaves out waits for another.
    for (const one of oneAfterTheOther(others).slice(0, lookUpsARound)) {
      const { executionArn } = one.provenance;
      lookedUpAt.set(one.approval.id, clock.now());
      // One that cannot be looked at does not keep the others open.
      await trying({ executionArn }, async () => {
        await closeIfEnded(one);
      });
    }
  };
  /** Whoever was looked up longest ago comes first. */
  const oneAfterTheOther = (open: readonly Open[]) =>
    [...open].sort((a, b) => (lookedUpAt.get(a.approval.id) ?? 0) - (lookedUpAt.get(b.approval.id) ?? 0));

  const sweepTasks = async (open: readonly Open[]) => {
    for (const seen of [lookedAt, lookedUpAt])
      for (const [id, at] of seen) if (at <= clock.now() - rememberMs) seen.delete(id);
    const since = ({ approval }: Open) => lookedAt.get(approval.id) ?? approval.ask.askedAt;
    const longAgo = open
      .filter((one) => since(one) <= clock.now() - historyEveryMs)
      .sort((a, b) => since(a) - since(b));
    for (const one of longAgo.slice(0, historiesARound)) await closeIfTaskOver(one);
  };

  return {
    async sweep(running) {
      const page = await records.pending(atMost, goOnAfter);
      const [last] = page.slice(-1);
      goOnAfter = page.length < atMost || !last ? undefined : { askedAt: last.ask.askedAt, id: last.id };
      const open = page.flatMap(proven);
      const machines = new Set(open.map(({ provenance }) => provenance.stateMachineArn));
      for (const stateMachineArn of machines) {
        const ofMachine = open.filter(({ provenance }) => provenance.stateMachineArn === stateMachineArn);
        await trying({ stateMachineArn }, async () => {
          await closeOthers(await running(stateMachineArn), ofMachine);
        });
      }
      await trying({}, () => sweepTasks(open));
    },
    async onHint(executionArn) {
      const open = (await records.ofExecution(executionArn)).filter(({ status }) => status === 'pending');
      for (const one of open.flatMap(proven)) if (!(await closeIfEnded(one))) await closeIfTaskOver(one);
    },
  };
}

function proven(approval: Approval): readonly Open[] {
  const { provenance } = approval;
  return provenance.kind === 'verified' ? [{ approval, provenance }] : [];
}
