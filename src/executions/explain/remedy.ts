/** What went wrong, for whoever asks what to do about it. */
export interface Wrong {
  readonly error: string;
  readonly message: string;
  readonly state: string;
  readonly timeout?: 'task' | 'heartbeat' | 'execution';
  /** It ended in a Fail state: the workflow itself said so. */
  readonly byFailState: boolean;
}

type Remedy = (wrong: Wrong) => string;

const redrive = 'then redrive the execution: it goes on at this state';
const startAgain =
  'then update the state machine and start a new execution: a redrive keeps the old definition';

/** From the most telling to the least; the first that fits is taken. Errors: https://states-language.net/spec.html#appendix-a */
const remedies: readonly (readonly [fits: (wrong: Wrong) => boolean, remedy: Remedy])[] = [
  [
    ({ timeout }) => timeout === 'execution',
    () =>
      'Raise TimeoutSeconds of the state machine, or find out what it waited for. A redrive starts the clock of the execution anew.',
  ],
  [
    ({ timeout }) => timeout === 'heartbeat',
    ({ state }) =>
      `Look whether the worker of ${state} still runs and sends heartbeats, or raise HeartbeatSeconds; ${redrive}.`,
  ],
  [
    ({ timeout }) => timeout === 'task',
    ({ state }) =>
      `Find out why ${state} takes so long, or raise its TimeoutSeconds in the state machine. If it was only slow this once, redrive the execution.`,
  ],
  [
    ({ error }) => error === 'Rejected' || error === 'Cancelled',
    () => 'A person decided so. Start it anew, or redrive it to ask again.',
  ],
  [
    ({ byFailState, error }) => byFailState && !error.startsWith('States.'),
    () =>
      'The workflow ends here on purpose. Mend what led there and start a new execution: a redrive would end at the same Fail state.',
  ],
  [
    ({ error, message }) =>
      error === 'States.Permissions' ||
      /AccessDenied|not authorized to perform|UnauthorizedOperation/i.test(`${error} ${message}`),
    ({ state }) => `Give the state machine's role the permission that ${state} needs, ${redrive}.`,
  ],
  [
    ({ error }) => error === 'States.DataLimitExceeded',
    () => `Pass large data by way of S3 and keep each state's input and output under 256 KiB, ${startAgain}.`,
  ],
  [
    ({ error }) => error === 'States.NoChoiceMatched',
    ({ state }) => `Give ${state} a Default, or start again with an input that one of its rules matches.`,
  ],
  [
    ({ error }) => error === 'States.ExceedToleratedFailureThreshold',
    () =>
      `Look at the failed items, mend what they have in common, and redrive: only those are worked on again.`,
  ],
  [
    ({ error }) => error === 'States.ItemReaderFailed',
    ({ state }) =>
      `Look whether the items that ${state} reads exist, are of the form it expects, and may be read by its role; ${redrive}.`,
  ],
  [
    ({ error }) => error === 'States.ResultWriterFailed',
    ({ state }) =>
      `Look whether the bucket that ${state} writes to exists and its role may write; ${redrive}.`,
  ],
  [
    ({ error }) =>
      /^States\.(Runtime|ParameterPathFailure|ResultPathMatchFailure|IntrinsicFailure|QueryEvaluationError)$/.test(
        error,
      ),
    ({ state }) =>
      `Compare what ${state} takes from its input with what it got. Start again with a right input, or mend the definition, ${startAgain}.`,
  ],
  [
    ({ error }) => /^States\.Http\.StatusCode\.(401|403|407)/.test(error),
    ({ state }) => `Look at the connection's credentials that ${state} uses, ${redrive}.`,
  ],
  [
    ({ error }) => /^States\.Http\.StatusCode\.4/.test(error),
    ({ state }) =>
      `The other side refused the request of ${state}: compare it with what that side expects, and start again with a right input.`,
  ],
  [
    ({ error }) => /^States\.Http\./.test(error),
    () => 'The other side did not answer well. When it does again, redrive the execution.',
  ],
  [
    ({ error }) =>
      error === 'States.ReservedConcurrency' || /TooManyRequests|Throttl|LimitExceeded/i.test(error),
    ({ state }) => `${state} was throttled. Redrive in a few minutes; a retrier would have spared you this.`,
  ],
  [
    ({ error, message }) =>
      /Lambda\.(Unknown|SdkClient|Service|AWSLambda)/.test(error) && /timed out/i.test(message),
    ({ state }) => `Raise the timeout of the function behind ${state}, or make it faster; ${redrive}.`,
  ],
  [
    ({ error, message }) => error === 'Runtime.OutOfMemory' || /out of memory|OutOfMemory/i.test(message),
    ({ state }) => `Give the function behind ${state} more memory, ${redrive}.`,
  ],
  [
    ({ error }) => /NotFound|DoesNotExist|NoSuch/.test(error),
    ({ state }) =>
      `Make what ${state} looks for, or correct its name; ${redrive} if the name came from outside the definition.`,
  ],
  [
    ({ error }) => /^Lambda\.|SdkClientException|ServiceUnavailable|InternalServer/.test(error),
    () => 'This is often over in a minute: redrive the execution. A retrier would have spared you this.',
  ],
];

/** What to do next, in words. Pure. */
export function remedyOf(wrong: Wrong): string {
  const [, remedy] = remedies.find(([fits]) => fits(wrong)) ?? [];
  return remedy
    ? remedy(wrong)
    : `Mend what made ${wrong.state} fail, ${redrive}. If its input was wrong, start a new execution instead.`;
}
