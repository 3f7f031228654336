// Writes one revision after the other and prints each once its promise resolved: sqlite.test.ts kills it in the middle.
import { writeSync } from 'node:fs';
import { after } from '../../dist/approvals/index.js';
import { openSqliteStores } from '../../dist/stores/sqlite/index.js';

const [path, id] = process.argv.slice(2);
const { approvals } = openSqliteStores(path);
for (;;) {
  const approval = await approvals.get(id);
  const happening = { kind: 'refused', who: `U${approval.revision}`, code: 'not-an-approver' };
  const change = after(approval, happening, approval.ask.askedAt + approval.revision);
  if ((await approvals.replace(change)) !== 'replaced') throw new Error('somebody else writes');
  writeSync(1, `${change.approval.revision}\n`);
}
