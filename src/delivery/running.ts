/**
 * ARNs of all running executions of a state machine: one call a thousand, where a look at each would be throttled.
 * None where AWS no longer knows the state machine.
 */
export type Running = (stateMachineArn: string) => Promise<ReadonlySet<string>>;

/** The same, asking AWS once for each state machine. For one round: what it says grows old. */
export function askedOnce(running: Running): Running {
  const asked = new Map<string, Promise<ReadonlySet<string>>>();
  return (stateMachineArn) => {
    const answer = asked.get(stateMachineArn) ?? running(stateMachineArn);
    asked.set(stateMachineArn, answer);
    return answer;
  };
}
