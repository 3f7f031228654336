// `npm run bench`: figures of one run on this machine, as JSON. What limits each is said in docs/operating.md.
// `npm run bench -- approvals`, `queue`, `engine` or `home` runs one part.
import { benchApprovals } from './approvals.mjs';
import { benchEngine } from './engine.mjs';
import { benchHome } from './home.mjs';
import { benchQueue } from './queue.mjs';

const parts = { approvals: benchApprovals, queue: benchQueue, engine: benchEngine, home: benchHome };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const figures = {};
for (const [name, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) figures[name] = await run();
console.log(JSON.stringify(figures, undefined, 2));
