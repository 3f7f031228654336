import type { UserId } from '../access/index.ts';
import type { ExecutionSummary } from './execution.ts';
import type { Finder } from './finder.ts';
import type { Follow } from './follow.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { statusOf } from './status-of.ts';

interface Watched<K extends string> {
  readonly kind: K;
  readonly execution: ExecutionSummary;
  readonly machine: string;
}

export interface Watch {
  /** Follows an execution with a card in this channel; one that has a card keeps it. `on`: where the card is. */
  readonly watch: (request: {
    who: UserId;
    name: string;
    channel: string;
  }) => Promise<(Watched<'watched'> & { readonly on: Follow }) | Refused>;
  /** Its card is edited no more. */
  readonly unwatch: (request: { who: UserId; name: string }) => Promise<Watched<'left'> | Refused>;
}

export function watchExecution(needs: ExecutionsNeeds, finder: Finder): Watch {
  const { stepFunctions, starts, follows } = needs;
  return {
    async watch({ who, name, channel }) {
      const found = await finder.execution(who, 'watch', name);
      if (isRefused(found)) return found;
      const execution = await stepFunctions.describe(found.execution.executionArn);
      const start = await starts.startOf(execution.executionArn);
      const on = await follows.watch(statusOf(execution, found.machine.name), {
        channel,
        ...(start && { startedBy: start.startedBy }),
      });
      needs.log.info({ executionArn: execution.executionArn, who, channel }, 'execution watched');
      return { kind: 'watched', execution, machine: found.machine.name, on };
    },
    async unwatch({ who, name }) {
      const found = await finder.execution(who, 'watch', name);
      if (isRefused(found)) return found;
      const { execution, machine } = found;
      return (await follows.leave(execution.executionArn))
        ? { kind: 'left', execution, machine: machine.name }
        : refused(`${execution.name} of ${machine.name} is not watched.`);
    },
  };
}
