import type { UserId } from '../access/index.ts';
import { derivedId } from '../platform/index.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { readStartInput } from './start-input.ts';
import type { Startable, Startables } from './startables.ts';

/** Somebody who starts something: what they call it, and where they are. */
interface Wish {
  readonly who: UserId;
  readonly name: string;
  /** Id of the channel it is asked for in; absent where there is none, as in App Home. */
  readonly channel?: string;
}

export interface Started {
  readonly kind: 'started';
  readonly executionArn: string;
  readonly name: string;
  readonly machine: string;
  /** It was started before, by the same request. */
  readonly again: boolean;
  /** Id of the channel where people are to hear of it; absent: only who started it. */
  readonly tellIn?: string;
}

export interface Starting {
  /** What this person may start, here. `silent`: a sentence for each account that did not answer. */
  readonly startables: (request: { who: UserId; channel?: string }) => Promise<
    | {
        readonly kind: 'startables';
        readonly startables: readonly Startable[];
        readonly silent: readonly string[];
      }
    | Refused
  >;
  /** What `start` would start. */
  readonly toStart: (
    wish: Wish,
  ) => Promise<{ readonly kind: 'startable'; readonly startable: Startable } | Refused>;
  /** The same `requestId` starts once, however often it comes. */
  readonly start: (
    request: Wish & { inputText: string; requestId: string; via: string },
  ) => Promise<Started | Refused>;
}

export function startExecution(needs: ExecutionsNeeds, startables: Startables): Starting {
  const { stepFunctions, starts, follows, clock, log } = needs;
  return {
    async startables({ who, channel }) {
      const silent: string[] = [];
      const found = await startables.all(who, channel, (sentence) => silent.push(sentence));
      if (found.length > 0) return { kind: 'startables', startables: found, silent };
      if (silent.length > 0) return refused(silent.join(' '));
      const verdict = await needs.may(who, 'start', '*');
      return refused(
        verdict.allowed
          ? 'There is nothing here that you may start.'
          : `There is nothing that you may start: ${verdict.because}.`,
      );
    },
    async toStart(wish) {
      const found = await startables.find(wish);
      return isRefused(found) ? found : { kind: 'startable', startable: found.startable };
    },
    async start({ who, name: wanted, channel, inputText, requestId, via }) {
      const found = await startables.find({ who, name: wanted, ...(channel !== undefined && { channel }) });
      if (isRefused(found)) return found;
      const { machine, name: called, workflow } = found.startable;
      const input = readStartInput(inputText, workflow?.input);
      if (input.kind === 'unfit') return refused(`${called} was not started. ${input.sentence}`);
      const name = derivedId('sbx', machine.arn, requestId);
      // Written first: a gate that asks at once must find its requester.
      await starts.remember({
        executionArn: `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`,
        startedBy: who,
        at: clock.now(),
        via,
      });
      const { executionArn, again } = await stepFunctions.start({
        stateMachineArn: machine.arn,
        name,
        input: input.text,
      });
      log.info({ executionArn, requester: who, again }, 'execution started');
      needs.onStarted(executionArn);
      const { tellIn } = found;
      if (tellIn !== undefined)
        await follows.watch(
          {
            executionArn,
            stateMachineArn: machine.arn,
            machine: machine.name,
            name,
            status: 'RUNNING',
            redriveCount: 0,
            startedAt: clock.now(),
          },
          { channel: tellIn, startedBy: who },
        );
      return {
        kind: 'started',
        executionArn,
        name,
        machine: machine.name,
        again,
        ...(tellIn !== undefined && { tellIn }),
      };
    },
  };
}
