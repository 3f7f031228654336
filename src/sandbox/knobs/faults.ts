/** A fault that somebody switched on: the next `times` matching calls behave so. */
export interface Fault {
  readonly side: 'slack' | 'aws';
  /** Slack: the method (`chat.postMessage`). AWS: `service.Operation`, the service in lower case (`states.SendTaskSuccess`). */
  readonly call: string;
  readonly error?: string;
  readonly status?: number;
  /** Seconds for the Retry-After header. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
  /** `after`: the work is done, the answer is lost or replaced. */
  readonly when: 'before' | 'after';
}

export interface Faults {
  add(fault: Fault, times: number): void;
  /** The fault for this call, used up by one. */
  take(side: Fault['side'], call: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add(fault, times) {
      if (times > 0) waiting.push({ fault, left: times });
    },
    take(side, call) {
      const found = waiting.find(
        ({ fault }) => fault.side === side && (fault.call === call || fault.call === '*'),
      );
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
