import type { StartLog } from '../../executions/index.ts';
import { absent } from './expression.ts';
import type { Key } from './item.ts';
import type { Table } from './table.ts';

export function createDynamoStartLog(table: Table): StartLog {
  return {
    async remember({ executionArn, startedBy, at, via }) {
      await table.write(keyFor(executionArn), { set: { executionArn, startedBy, at, via }, when: absent });
    },
    async startOf(executionArn) {
      const item = await table.get(keyFor(executionArn));
      return (
        item && {
          executionArn: String(item['executionArn']),
          startedBy: String(item['startedBy']),
          at: Number(item['at']),
          via: String(item['via']),
        }
      );
    },
  };
}

function keyFor(executionArn: string): Key {
  return { pk: `START#${executionArn}`, sk: 'RECORD' };
}
