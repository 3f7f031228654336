import { createHash } from 'node:crypto';
import { ExecuteStatementCommand, RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

interface Asked {
  readonly source: string;
  readonly table: string;
  readonly bucket: string;
  readonly key: string;
  readonly execution: string;
}

class UnknownSourceError extends Error {
  override readonly name = 'UnknownSourceError';
}

// By path, as S3 stand-ins want it.
const s3 = new S3Client({ forcePathStyle: true });
const warehouse = new RedshiftDataClient();

/** Starts the COPY that the file's source brought with it. A second try of the same execution runs no second one. */
export async function handler({
  source,
  table,
  bucket,
  key,
  execution,
}: Asked): Promise<{ statementId: string }> {
  const template = await sqlOf(bucket, source);
  const role = process.env['COPY_ROLE_ARN'] ?? '';
  const Sql = template
    .replaceAll('{table}', table)
    .replaceAll('{from}', `s3://${bucket}/${key}`)
    .replaceAll('{role}', role);
  const { Id: statementId = '' } = await warehouse.send(
    new ExecuteStatementCommand({
      WorkgroupName: process.env['WORKGROUP'],
      Database: process.env['DATABASE'],
      Sql,
      StatementName: `${source}.${table} ${key}`.slice(0, 500),
      ClientToken: createHash('sha256').update(execution).digest('hex'),
    }),
  );
  return { statementId };
}

async function sqlOf(Bucket: string, source: string): Promise<string> {
  const Key = `sql/${source}/copy.sql`;
  const object = await s3.send(new GetObjectCommand({ Bucket, Key })).catch((error: unknown) => {
    if ((error as Error).name !== 'NoSuchKey') throw error;
    throw new UnknownSourceError(
      `The source ${source} has brought no SQL: s3://${Bucket}/${Key} is not there.`,
    );
  });
  return (await object.Body?.transformToString()) ?? '';
}
