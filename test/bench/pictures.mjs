// How long a picture takes, from the text of a definition to PNG, in the thread that the bot uses. The first picture of a
// thread pays for loading and is told apart. `node test/bench/pictures.mjs` prints JSON; benchPictures() gives the same.
import { fileURLToPath } from 'node:url';
import { createPictures } from '../../dist/pictures/index.js';

const rounds = 7;
const sizes = [12, 50, 200];

/** A machine with a Choice every seventh state, which leads three states on or to the next. */
function machineOf(states) {
  const name = (index) => `Do step ${Math.min(index, states - 1)}`;
  const state = (index) => {
    if (index === states - 1) return { Type: 'Succeed' };
    if (index % 7 !== 3) return { Type: 'Pass', Next: name(index + 1) };
    const rule = { Variable: '$.count', NumericGreaterThan: index, Next: name(index + 3) };
    return { Type: 'Choice', Choices: [rule], Default: name(index + 1) };
  };
  const States = Object.fromEntries(
    Array.from({ length: states }, (_, index) => [name(index), state(index)]),
  );
  return JSON.stringify({ StartAt: name(0), States });
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

export async function benchPictures() {
  const pictures = createPictures();
  const figures = {};
  let latest = performance.now();
  let longestGap = 0;
  const watch = setInterval(() => {
    const now = performance.now();
    longestGap = Math.max(longestGap, now - latest);
    latest = now;
  }, 1);
  const draw = async (states) => {
    const begun = performance.now();
    const before = process.cpuUsage();
    const { png } = await pictures.draw({ definition: machineOf(states), format: 'png' });
    if (png.length < 1_000) throw new Error('the picture is empty');
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - begun, cpuMs: (user + system) / 1_000 };
  };
  try {
    figures.first_picture_ms = Math.round((await draw(12)).ms);
    longestGap = 0;
    for (const states of sizes) {
      const times = [];
      for (let round = 0; round < rounds; round += 1) times.push(await draw(states));
      figures[`ms_to_png_of_${states}_states`] = {
        median: Math.round(median(times.map(({ ms }) => ms))),
        slowest: Math.round(Math.max(...times.map(({ ms }) => ms))),
        // Of all threads: what it takes where nobody else wants the processor.
        cpu_median: Math.round(median(times.map(({ cpuMs }) => cpuMs))),
      };
    }
  } finally {
    clearInterval(watch);
    await pictures.stop();
  }
  return {
    ...figures,
    longest_stop_of_the_event_loop_ms: Math.round(longestGap),
    limited_by:
      'one CPU: layout (dagre) grows faster than the number of states, then pixels: 2 to a unit, 12 million at most',
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await benchPictures(), null, 2));
