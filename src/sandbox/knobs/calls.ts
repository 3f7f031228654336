/** One call that reached the sandbox, as `GET /sandbox/calls` lists it. */
export interface Call {
  /** ISO 8601, sandbox time. */
  readonly at: string;
  readonly side: 'slack' | 'aws';
  /** Slack: the method. AWS: the operation. */
  readonly name: string;
  readonly service?: string;
  /** AWS: the ARN of who called, and the Region that it was signed for. */
  readonly caller?: string;
  readonly region?: string;
  readonly ok: boolean;
  readonly error?: string;
}

/** How many calls are kept; older ones are forgotten. */
const keep = 20_000;

export interface CallLog {
  add(call: Call): void;
  list(side: Call['side']): readonly Call[];
  clear(): void;
}

export function createCallLog(): CallLog {
  let calls: Call[] = [];
  return {
    add(call) {
      calls.push(call);
      if (calls.length > keep * 1.2) calls = calls.slice(-keep);
    },
    list: (side) => calls.filter((call) => call.side === side),
    clear() {
      calls = [];
    },
  };
}
