import type { Clock } from '../../../platform/index.ts';
import type { ServiceEvent } from '../eventbridge/index.ts';
import type { Colleagues, Service } from '../service.ts';
import { statementOperations } from './operations.ts';
import { createStatements } from './statements.ts';
import { statusEvent } from './status-event.ts';

export interface LocalRedshiftData {
  readonly service: Service;
  readonly settled: () => Promise<void>;
  reset(): void;
}

/** Redshift's Data API over an embedded engine: one database in memory for each cluster or workgroup and database name. */
export function createLocalRedshiftData(needs: {
  clock: Clock;
  colleagues: Colleagues;
  publish: (event: ServiceEvent) => void;
}): LocalRedshiftData {
  const statements = createStatements({
    ...needs,
    onEnd: (statement) => {
      if (statement.withEvent) needs.publish(statusEvent(statement));
    },
  });
  return {
    service: {
      name: 'redshift-data',
      json: { target: 'RedshiftData', version: '1.1' },
      operations: statementOperations(statements),
    },
    settled: statements.settled,
    reset() {
      statements.clear();
    },
  };
}
