import type { ServiceEvent } from '../eventbridge/index.ts';
import type { Statement } from './statement.ts';

/** For who asked with WithEvent. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-monitoring-events.html */
export function statusEvent(statement: Statement): ServiceEvent {
  const { caller, id, name, status, rows, updatedAt, sql, error } = statement;
  return {
    detailType: 'Redshift Data Statement Status Change',
    source: 'aws.redshift-data',
    account: caller.account,
    region: caller.region,
    resources: [],
    detail: {
      principal: caller.arn,
      statementName: name ?? '',
      statementId: id,
      redshiftQueryId: String(statement.queryId),
      state: status,
      rows,
      expireAt: Math.floor(updatedAt / 1000) + 86_400,
      sql,
      ...(error !== undefined && { errorMessage: error }),
    },
  };
}
