import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** What SNS hands to a function: each message says that a file is there. */
interface Told {
  readonly Records: readonly { readonly Sns: { readonly MessageId: string; readonly Message: string } }[];
}
interface File {
  readonly source: string;
  readonly table: string;
  readonly key: string;
}

class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError';
}

// By path, as S3 stand-ins want it.
const s3 = new S3Client({ forcePathStyle: true });
const states = new SFNClient();
const bucket = process.env['BUCKET'] ?? '';

/** Starts an execution a file. A message that comes twice starts one: its id is the execution's name. */
export async function handler({ Records: records }: Told): Promise<{ started: readonly string[] }> {
  const started: string[] = [];
  for (const { Sns: sns } of records) {
    const { source, table, key } = fileOf(sns.Message);
    const { ContentLength: bytes = 0 } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const large = bytes > Number(process.env['LARGE_BYTES']);
    const { executionArn = '' } = await states.send(
      new StartExecutionCommand({
        stateMachineArn: process.env['MACHINE_ARN'],
        name: `${table}-${sns.MessageId}`,
        input: JSON.stringify({ source, table, bucket, key, large }),
      }),
    );
    started.push(executionArn);
  }
  return { started };
}

/** The names become part of SQL and of keys: nothing else may stand in them. */
function fileOf(message: string): File {
  const { source = '', table = '', key = '' } = JSON.parse(message) as Partial<File>;
  if (/^[a-z]\w{0,40}$/.test(source) && /^[a-z]\w{0,40}$/.test(table) && /^[\w./-]+$/.test(key))
    return { source, table, key };
  throw new UnreadableMessageError(`The message names no source, table and key: ${message}`);
}
