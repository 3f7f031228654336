// `npm run bench`: figures of one run on this machine, as JSON. What limits each is said in docs/operating.md.
// `npm run bench -- queue digest` runs parts alone; `clicks`, `pending` and `kill` are the parts of `approvals`. The
// approvals take about eight minutes; SIGNALBOX_BENCH_PENDING=10000, SIGNALBOX_BENCH_KILLED=1000 and
// SIGNALBOX_BENCH_STORES=sqlite make them short.
import { benchApprovals } from './approvals.mjs';
import { benchDigest } from './digest.mjs';
import { benchEngine } from './engine.mjs';
import { benchExecutions } from './executions.mjs';
import { benchFlood } from './flood.mjs';
import { benchHome } from './home.mjs';
import { benchKill } from './kill.mjs';
import { benchPending } from './pending.mjs';
import { benchPictures } from './pictures.mjs';
import { benchQueue } from './queue.mjs';
import { benchSync } from './sync.mjs';

const approvals = async () => ({
  ...(await benchApprovals()),
  pending_approvals: await benchPending(),
  kill_9: await benchKill(),
});
/** `approvals` is these three in a row. */
const partsOfApprovals = { clicks: benchApprovals, pending: benchPending, kill: benchKill };
const usual = {
  approvals,
  executions: benchExecutions,
  home: benchHome,
  queue: benchQueue,
  digest: benchDigest,
  flood: benchFlood,
  engine: benchEngine,
  pictures: benchPictures,
  sync: benchSync,
};
const parts = { ...usual, ...partsOfApprovals };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const figures = {};
for (const [name, run] of Object.entries(wanted.length === 0 ? usual : parts))
  if (wanted.length === 0 || wanted.includes(name)) figures[name] = await run();
console.log(JSON.stringify(figures, undefined, 2));
