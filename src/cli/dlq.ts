import { createAws, type DeadLetter, type DeadLetterQueue } from '../aws/index.ts';
import { loadConfig } from '../config/index.ts';
import { parseJson, redact, silentLogger, systemClock } from '../platform/index.ts';
import { readFile } from './read-file.ts';

/** Messages looked through at most. */
const lookThrough = 1_000;
/** A line of the list shows so much of a body. */
const shown = 100;

interface QueueOption {
  readonly queue?: string;
}

/** `signalbox dlq list`: what nobody could act on, and why. */
export async function listDeadLetters(given: QueueOption): Promise<void> {
  await withQueue(given, async (letters) => {
    const hidden = await letters.hidden();
    const found = await letters.list(lookThrough);
    for (const letter of found) {
      print(
        `${letter.id}  ${new Date(letter.sentAt).toISOString()}  ${reasonOf(letter)}\n    ${clean(letter.body).slice(0, shown)}`,
      );
    }
    if (hidden > 0) print(`${String(hidden)} message(s) are hidden just now: somebody else looks at them.`);
    else if (found.length === 0) print('The dead-letter queue is empty.');
    if (found.length > 0)
      print(
        `${String(found.length)} message(s). \`dlq show ID\` shows one, \`dlq replay ID\` sends it to the queue again.`,
      );
  });
}

/** `signalbox dlq show ID`: one message whole, without the secrets in it. */
export async function showDeadLetter(id: string, given: QueueOption): Promise<void> {
  await withQueue(given, async (letters) => {
    const letter = (await letters.list(lookThrough)).find((one) => one.id === id);
    if (!letter) throw new Error(noSuchMessage(id));
    print(`Message   ${letter.id}`);
    print(`Reason    ${reasonOf(letter)}`);
    print(
      `Sent      ${new Date(letter.sentAt).toISOString()}, received ${String(letter.receiveCount)} time(s) here`,
    );
    print(clean(letter.body, 2));
  });
}

/** `signalbox dlq replay [ID...]`: back to the queue that they came from. */
export async function replayDeadLetters(
  ids: readonly string[],
  given: QueueOption & { readonly all?: boolean },
): Promise<void> {
  if (ids.length === 0 && given.all !== true)
    throw new Error('Say which messages to replay, by id, or --all. `dlq list` shows them.');
  await withQueue(given, async (letters) => {
    const sent = await letters.replay(({ id }) => given.all === true || ids.includes(id), lookThrough);
    const missing = ids.filter((id) => !sent.includes(id));
    for (const id of sent) print(`${id} was sent to the queue again.`);
    if (missing.length > 0) throw new Error(missing.map(noSuchMessage).join('\n'));
    if (sent.length === 0) print('The dead-letter queue is empty: nothing was sent.');
  });
}

async function withQueue(
  { queue }: QueueOption,
  work: (letters: DeadLetterQueue) => Promise<void>,
): Promise<void> {
  const config = loadConfig(readFile);
  const [first, ...others] = queue === undefined ? config.policy.queues : [queue];
  if (first === undefined) throw new Error('signalbox.yaml names no queue: write its URL under `queues:`.');
  if (others.length > 0)
    throw new Error(
      `signalbox.yaml names several queues; choose one with --queue: ${[first, ...others].join(', ')}`,
    );
  const aws = createAws({ ...config.aws, clock: systemClock(), log: silentLogger() });
  try {
    await work(aws.deadLetters(first));
  } finally {
    await aws.stop();
  }
}

function reasonOf({ reason, receiveCount }: DeadLetter): string {
  return (
    reason ?? `(none: the queue itself put it here, after too many receives; ${String(receiveCount)} here)`
  );
}

function noSuchMessage(id: string): string {
  return `There is no message ${id} to be seen in the dead-letter queue; one that somebody else just looked at is hidden for 20 seconds.`;
}

/** Bodies hold task tokens: they are never printed. */
function clean(body: string, indent = 0): string {
  const value = parseJson(body);
  return value === undefined
    ? JSON.stringify(redact(body))
    : JSON.stringify(redact(value), undefined, indent);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
