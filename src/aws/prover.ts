import { paginateListExecutions, paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import type { Approval, Provenance } from '../approvals/index.ts';
import type { Prover, Sent } from '../delivery/index.ts';
import { fitsGlob } from '../platform/index.ts';
import { refusedBy } from './errors.ts';
import { readHistory, type RawEvent } from './history.ts';

type Verified = Extract<Provenance, { kind: 'verified' }>;

/** Running executions looked through per state machine; the newest come first, and an ask is always of a fresh one. */
const lookThrough = 1_000;
/** Histories read at the same time; AWS refills 20 a second. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const width = 4;

/** Learns what is true from the histories of executions. */
export function createProver(client: SFNClient): Prover {
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

  const locate = async (approval: Approval): ReturnType<Prover['locate']> => {
    const { workerName } = approval.ask;
    if (workerName === undefined)
      return { kind: 'wrong', because: 'the ask carries no worker name to look for' };
    const elsewhere: string[] = [];
    for await (const page of paginateListStateMachines({ client, pageSize: lookThrough }, {})) {
      for (const { stateMachineArn = '', name = '' } of page.stateMachines ?? []) {
        if (!approval.gate.for.some((glob) => fitsGlob(glob, name))) {
          elsewhere.push(stateMachineArn);
          continue;
        }
        const found = await inMachine(stateMachineArn, name, workerName);
        if (found) return found;
      }
    }
    for (const stateMachineArn of elsewhere) {
      const name = stateMachineArn.split(':').at(-1) ?? stateMachineArn;
      if (await inMachine(stateMachineArn, name, workerName)) {
        return {
          kind: 'wrong',
          because: `${name} asked, and this gate is only for ${approval.gate.for.join(', ')}`,
        };
      }
    }
    return { kind: 'not-yet' };
  };

  const inMachine = async (stateMachineArn: string, machine: string, workerName: string) => {
    const waiting = [...(await running(stateMachineArn))];
    while (waiting.length > 0) {
      const batch = waiting.splice(0, width);
      const found = await Promise.all(
        batch.map(async (executionArn) => {
          const events = await readHistory(client, executionArn);
          return proofIn(events, workerName, { executionArn, stateMachineArn, machine });
        }),
      );
      const proof = found.find((one) => one !== undefined);
      if (proof) return proof;
    }
    return undefined;
  };

  return {
    async locate(approval) {
      try {
        return await locate(approval);
      } catch (error) {
        throw refusedBy(error, `the executions behind gate ${approval.gate.name}`);
      }
    },
    async answeredByUs(provenance, sent) {
      try {
        return answered(await readHistory(client, provenance.executionArn), provenance, sent);
      } catch (error) {
        throw refusedBy(error, provenance.executionArn);
      }
    },
  };
}

/** The task that this worker took, if it is in this history. Pure. */
export function proofIn(
  events: readonly RawEvent[],
  workerName: string,
  where: { executionArn: string; stateMachineArn: string; machine: string },
): { kind: 'found'; provenance: Verified; timeoutSeconds: number | null; startedAt: number } | undefined {
  const started = events.find(
    ({ type, details }) => type === 'ActivityStarted' && details['workerName'] === workerName,
  );
  if (!started) return undefined;
  const byId = new Map(events.map((event) => [event.id, event]));
  const scheduled = before(started, byId, ({ type }) => type === 'ActivityScheduled');
  const entered = scheduled && before(scheduled, byId, ({ type }) => type === 'TaskStateEntered');
  if (!scheduled || !entered) return undefined;
  const timeout = scheduled.details['timeoutInSeconds'];
  return {
    kind: 'found',
    startedAt: started.at,
    timeoutSeconds: typeof timeout === 'number' ? timeout : null,
    provenance: {
      kind: 'verified',
      ...where,
      stateName: typeof entered.details['name'] === 'string' ? entered.details['name'] : '',
      scheduledEventId: scheduled.id,
      scheduledAt: scheduled.at,
    },
  };
}

/** Whether the task's own end carries exactly what we sent, byte for byte. Pure. */
export function answered(events: readonly RawEvent[], provenance: Verified, sent: Sent): boolean {
  const byId = new Map(events.map((event) => [event.id, event]));
  return events.some((event) => {
    const ours =
      sent.kind === 'success'
        ? /Succeeded$/.test(event.type) && event.details['output'] === sent.output
        : /Failed$/.test(event.type) &&
          event.details['error'] === sent.error &&
          event.details['cause'] === sent.cause;
    return ours && before(event, byId, ({ id }) => id === provenance.scheduledEventId) !== undefined;
  });
}

/** The nearest earlier event of the same branch that fits; stops at the state's own entry. */
function before(
  event: RawEvent,
  byId: ReadonlyMap<number, RawEvent>,
  fits: (event: RawEvent) => boolean,
): RawEvent | undefined {
  for (let at = byId.get(event.previousEventId); at; at = byId.get(at.previousEventId)) {
    if (fits(at)) return at;
    if (at.type.endsWith('StateEntered')) return undefined;
  }
  return undefined;
}
