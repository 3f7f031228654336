import { CodedError } from '../platform/index.ts';

/** One thing that is wrong in what somebody wrote: where, what, and what to do. */
export interface Fault {
  /** `LOG_LEVEL`, or `signalbox.yaml:12:5`. */
  readonly at: string;
  readonly message: string;
}

/** Names every fault at once, so that one look at the log is enough to mend them all. */
export class ConfigInvalid extends CodedError {
  readonly code = 'config-invalid';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(
      `The configuration has ${String(faults.length)} fault(s):\n${faults.map(({ at, message }) => `  ${at}: ${message}`).join('\n')}`,
    );
    this.faults = faults;
  }
}
