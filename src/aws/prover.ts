import { paginateListExecutions, paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import type { Approval } from '../approvals/index.ts';
import type { Located, Prover } from '../delivery/index.ts';
import { fitsGlob, machineOfArn, nameAt } from '../platform/index.ts';
import { nameOf, refusedBy } from './errors.ts';
import { readHistory } from './history.ts';
import { answered, isOver, proofBy } from './proof.ts';
import { sharedReads } from './shared-reads.ts';

/** Running executions looked through per state machine; the newest come first, and an ask is always of a fresh one. */
const lookThrough = 1_000;
/** Histories read at the same time; AWS refills 20 a second. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const width = 4;

/** Learns what is true from the histories of executions. @param account where they are, by its name; absent: home */
export function createProver(client: SFNClient, account?: string): Prover {
  /** A Map asks from a thousand items of one execution in the same moment. */
  const history = sharedReads((executionArn) => readHistory(client, executionArn));
  const running = async (stateMachineArn: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const page of paginateListExecutions(
      { client, pageSize: lookThrough },
      { stateMachineArn, statusFilter: 'RUNNING' },
    )) {
      found.push(...(page.executions ?? []).map(({ executionArn }) => executionArn ?? ''));
      if (found.length >= lookThrough) break;
    }
    return found;
  };

  /** An ask that names its execution: the token must stand in that execution's own history. */
  const named = async (claimed: NonNullable<Approval['ask']['claimed']>, token: string): Promise<Located> => {
    try {
      const events = await history(claimed.executionArn);
      const proof = proofBy(events, claimed.executionArn, { token, stateName: claimed.stateName }, account);
      return proof ?? { kind: 'not-yet', executionKnown: true };
    } catch (error) {
      if (nameOf(error) === 'ExecutionDoesNotExist') return { kind: 'not-yet', executionKnown: false };
      throw error;
    }
  };

  /** An activity's task cannot say where it comes from: the execution whose history names our poll is the one. */
  const searched = async ({ gate }: Approval, workerName: string): Promise<Located> => {
    const elsewhere: string[] = [];
    for await (const page of paginateListStateMachines({ client, pageSize: lookThrough }, {})) {
      for (const { stateMachineArn = '', name = '' } of page.stateMachines ?? []) {
        if (!gate.for.some((glob) => fitsGlob(glob, nameAt(account, name)))) {
          elsewhere.push(stateMachineArn);
          continue;
        }
        const found = await inMachine(stateMachineArn, workerName);
        if (found) return found;
      }
    }
    for (const stateMachineArn of elsewhere) {
      if (!(await inMachine(stateMachineArn, workerName))) continue;
      const name = nameAt(account, machineOfArn(stateMachineArn));
      return { kind: 'wrong', because: `${name} asked, and this gate is only for ${gate.for.join(', ')}` };
    }
    return { kind: 'not-yet', executionKnown: false };
  };

  const inMachine = async (stateMachineArn: string, workerName: string) => {
    const waiting = [...(await running(stateMachineArn))];
    while (waiting.length > 0) {
      const found = await Promise.all(
        waiting
          .splice(0, width)
          .map(async (executionArn) =>
            proofBy(await history(executionArn), executionArn, { workerName }, account),
          ),
      );
      const proof = found.find((one) => one !== undefined);
      if (proof) return proof;
    }
    return undefined;
  };

  return {
    async locate(approval, token) {
      const { claimed, workerName } = approval.ask;
      try {
        if (claimed) return await named(claimed, token);
        if (workerName !== undefined) return await searched(approval, workerName);
        return { kind: 'wrong', because: 'the ask names neither an execution nor a worker to look for' };
      } catch (error) {
        throw refusedBy(error, `the executions behind gate ${approval.gate.name}`);
      }
    },
    async taskOver(provenance) {
      try {
        return isOver(await history(provenance.executionArn), provenance);
      } catch (error) {
        throw refusedBy(error, provenance.executionArn);
      }
    },
    async answeredByUs(provenance, sent) {
      try {
        return answered(await history(provenance.executionArn), provenance, sent);
      } catch (error) {
        throw refusedBy(error, provenance.executionArn);
      }
    },
  };
}
