import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { idOf } from './lib/snapshots.ts';

const sns = new SNSClient({});

interface Failed {
  readonly snapshot: string;
  readonly execution: string;
  /** As a catcher has it. */
  readonly failure: { readonly Error: string; readonly Cause: string };
}

/** Tells whoever listens to the topic what failed, and what stays to be done. */
export async function handler({ snapshot, execution, failure }: Failed): Promise<{ messageId: string }> {
  const id = idOf(snapshot);
  const { MessageId: messageId = '' } = await sns.send(
    new PublishCommand({
      TopicArn: process.env['TOPIC_ARN'],
      Subject: `Snapshot management of ${id} failed`,
      Message: [
        `Cleaning up after ${id} in ${process.env['AWS_REGION'] ?? 'this Region'} failed: ${failure.Error}.`,
        messageIn(failure.Cause),
        '',
        'More snapshots than wanted may be left, or a copy may be missing. The next snapshot of the volume tries again.',
        `To try now, start the state machine with the input of ${execution}`,
      ].join('\n'),
    }),
  );
  return { messageId };
}

/** A function's error comes as JSON. */
function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage ?? cause;
  } catch {
    return cause;
  }
}
