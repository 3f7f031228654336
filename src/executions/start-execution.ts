import type { UserId } from '../access/index.ts';
import { derivedId } from '../platform/index.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { parseStartInput } from './start-input.ts';

/** The same `requestId` starts once, however often it comes. */
export type StartExecution = (request: {
  who: UserId;
  machine: string;
  inputText: string;
  requestId: string;
  via: string;
  /** Where its card is to be; none where absent. */
  channel?: string;
}) => Promise<
  { kind: 'started'; executionArn: string; name: string; machine: string; again: boolean } | Refused
>;

export function startExecution(needs: ExecutionsNeeds, finder: Finder): StartExecution {
  const { stepFunctions, starts, follows, clock, log } = needs;
  return async ({ who, machine: wanted, inputText, requestId, via, channel }) => {
    const machine = await finder.machine(who, 'start', wanted);
    if (isRefused(machine)) return machine;
    const input = parseStartInput(inputText);
    if (input.kind === 'not-json') return refused(`${machine.name} was not started. ${input.sentence}`);
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
    if (channel !== undefined)
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
        { channel, startedBy: who },
      );
    return { kind: 'started', executionArn, name, machine: machine.name, again };
  };
}
