import type { JsonValue, Clock, Logger, Site } from '../platform/index.ts';
import type { ApprovalId, Ask } from './approval.ts';
import type { Batches } from './batches.ts';
import type { Gate } from './gate.ts';
import type { Ledger } from './ledger.ts';
import { readAsk } from './written-ask.ts';

/** A task that was taken from an activity. */
export interface TakenTask {
  readonly activity: string;
  readonly token: string;
  readonly input: JsonValue;
  readonly workerName: string;
}

/** An ask that came by message. */
export interface SentAsk {
  readonly written: JsonValue;
  /** The message as it came, and the queue that it came by: where it goes if nobody can decide it. */
  readonly original: string;
  readonly queueUrl: string;
  /** The execution that the service itself named beside the ask. */
  readonly executionArn?: string;
}

/** Takes the asks of workflows: recorded before anything else, proven afterwards. Safe to repeat: a token is one ask. */
export interface Asks {
  /** Resolves when the task is recorded. */
  take(task: TakenTask): Promise<void>;
  /** `refused` where nobody could ever decide it; the reason is for the dead-letter queue. */
  receive(ask: SentAsk): Promise<{ kind: 'recorded' } | { kind: 'refused'; because: string }>;
}

export function createAsks(needs: {
  ledger: Ledger;
  batches: Pick<Batches, 'join' | 'changed'>;
  gates: () => ReadonlyMap<string, Gate>;
  /** Where Signalbox works. @throws where AWS does not say */
  sites: () => Promise<readonly Site[]>;
  clock: Clock;
  log: Logger;
  wake: (id: ApprovalId) => void;
}): Asks {
  const { ledger, batches, clock, log } = needs;
  const record = async (gate: Gate, ask: Ask, token: string, original?: string) => {
    // Recorded before the ask: one that was recorded has a card to stand on.
    const batch = await batches.join(gate, ask.claimed?.executionArn);
    const approval = await ledger.open(gate, ask, token, {
      ...(original !== undefined && { original }),
      ...(batch !== undefined && { batch }),
    });
    if (approval.batch !== undefined) await batches.changed(approval.batch);
    const executionArn = ask.claimed?.executionArn;
    const ids = { approvalId: approval.id, ...(executionArn !== undefined && { executionArn }) };
    log.info({ ...ids, gate: gate.name, form: ask.form }, 'ask recorded');
    needs.wake(approval.id);
  };
  return {
    async take({ activity, token, input, workerName }) {
      const gate = [...needs.gates().values()].find((candidate) => candidate.activity === activity);
      if (!gate) throw new Error(`no gate for activity ${activity}`);
      await record(gate, { form: 'activity', input, askedAt: clock.now(), workerName }, token);
    },
    async receive({ written, original, queueUrl, executionArn }) {
      const place = {
        sites: await needs.sites(),
        gate: (name: string) => needs.gates().get(name),
      };
      const read = readAsk(written, place, executionArn);
      if (read.kind === 'refused') return read;
      const { gate, token, input, claimed } = read;
      const form = executionArn === undefined ? 'queue' : 'event';
      await record(gate, { form, input, askedAt: clock.now(), claimed, queueUrl }, token, original);
      return { kind: 'recorded' };
    },
  };
}
