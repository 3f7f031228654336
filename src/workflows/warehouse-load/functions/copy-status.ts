import { DescribeStatementCommand, RedshiftDataClient } from '@aws-sdk/client-redshift-data';

interface Status {
  readonly status: string;
  /** How many it loaded, of one that has finished. */
  readonly rows?: number;
  readonly error?: string;
}

const warehouse = new RedshiftDataClient();

/** How far a COPY has come. */
export async function handler({ statementId }: { readonly statementId: string }): Promise<Status> {
  const {
    Status: status = 'SUBMITTED',
    ResultRows: rows = 0,
    Error: error,
  } = await warehouse.send(new DescribeStatementCommand({ Id: statementId }));
  if (status === 'FINISHED') return { status, rows };
  return status === 'FAILED' || status === 'ABORTED'
    ? { status, error: error ?? `The COPY was ${status}.` }
    : { status };
}
