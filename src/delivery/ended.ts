import type { Approval, ApprovalId } from '../approvals/index.ts';
import { messageOf, type Logger } from '../platform/index.ts';
import type { Records } from './records.ts';

/** Open cards looked after in one round. */
const atMost = 1_000;

/** What the sweep needs to know of executions; the executions room's port to AWS answers it. */
export interface RunningExecutions {
  /** ARNs of all running executions of a state machine: one call a thousand, where a look at each would be throttled. */
  running(stateMachineArn: string): Promise<ReadonlySet<string>>;
  /** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED; undefined where AWS no longer knows it. */
  statusOf(executionArn: string): Promise<string | undefined>;
}

/** Closes the cards of executions that ended without our answer: status events are best effort, this is not. */
export async function closeEnded(needs: {
  records: Records;
  executions: RunningExecutions;
  wake: (id: ApprovalId) => void;
  log: Logger;
}): Promise<void> {
  const { records, executions, wake, log } = needs;
  const byMachine = new Map<string, { approval: Approval; executionArn: string }[]>();
  for (const approval of await records.pending(atMost)) {
    if (approval.provenance.kind !== 'verified') continue;
    const { stateMachineArn, executionArn } = approval.provenance;
    const open = byMachine.get(stateMachineArn) ?? [];
    open.push({ approval, executionArn });
    byMachine.set(stateMachineArn, open);
  }
  for (const [stateMachineArn, open] of byMachine) {
    try {
      const running = await executions.running(stateMachineArn);
      for (const { approval, executionArn } of open.filter((entry) => !running.has(entry.executionArn))) {
        const status = await executions.statusOf(executionArn);
        if (status === 'RUNNING') continue;
        await records.record(approval.id, {
          kind: 'execution-ended',
          status: status ?? 'no longer known to AWS',
        });
        log.info({ approvalId: approval.id, executionArn, status }, 'execution ended without an answer');
        wake(approval.id);
      }
    } catch (error) {
      log.warn(
        { stateMachineArn, because: messageOf(error) },
        'executions not readable, looked at again later',
      );
    }
  }
}
