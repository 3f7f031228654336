import type { Follows, StatusChange } from '../executions/index.ts';
import { messageOf, type Logger } from '../platform/index.ts';
import type { Running } from './running.ts';

/** Followed executions looked after in one round. */
const atMost = 200;

/** Catches up with executions whose end was never told: status events are best effort. */
export async function healFollows(needs: {
  follows: Follows;
  running: Running;
  /** How an execution stands now; undefined where AWS no longer knows it. @throws where AWS does not say */
  statusOf: (executionArn: string) => Promise<StatusChange | undefined>;
  log: Logger;
}): Promise<void> {
  const { follows, log } = needs;
  const open = await follows.running(atMost);
  for (const stateMachineArn of new Set(open.map((follow) => follow.run.stateMachineArn))) {
    try {
      const running = await needs.running(stateMachineArn);
      for (const { executionArn, channel } of open.filter(
        (follow) => follow.run.stateMachineArn === stateMachineArn,
      )) {
        if (running.has(executionArn)) continue;
        const status = await needs.statusOf(executionArn);
        await (status ? follows.seen(status, { channel }) : follows.gone(executionArn));
        log.info({ executionArn }, 'followed execution caught up with');
      }
    } catch (error) {
      log.warn(
        { stateMachineArn, because: messageOf(error) },
        'followed executions not readable, looked at again later',
      );
    }
  }
}
