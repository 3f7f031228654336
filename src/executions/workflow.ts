import type { InputSchema } from '../forms/index.ts';

/** A name under which people start a state machine; `workflows:` of signalbox.yaml. */
export interface Workflow {
  readonly name: string;
  /** Name of the state machine that it starts. */
  readonly machine: string;
  /** Shown above its form. */
  readonly description?: string;
  /** Channels, by name or id, in which it may be started; anywhere where there are none. */
  readonly channels: readonly string[];
  readonly input?: InputSchema;
}
