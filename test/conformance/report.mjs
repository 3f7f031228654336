// The tables of a replay, and whether it reaches its floor: how many of each area must come out right, to the last event.

const isExact = ({ output, history }) => output && history !== false;

/** As the runner of the recordings prints its own. */
export function printTable(title, results) {
  const row = (label, list) => {
    const recorded = list.filter(({ history }) => history !== null);
    const exact = recorded.filter(({ history }) => history).length;
    const counts = [list.length, ...['status', 'output'].map((level) => list.filter((r) => r[level]).length)];
    return [label.padEnd(28), ...counts, `${exact}/${recorded.length}`].join('\t');
  };
  console.log(`\n${[title.padEnd(28), 'cases', 'status', 'output', 'history'].join('\t')}`);
  for (const area of areasOf(results))
    console.log(
      row(
        area,
        results.filter((result) => result.area === area),
      ),
    );
  console.log(row('all', results));
}

/** Counts what is exact, and what is missing to the floor. @param whole nothing was left out on purpose */
export function measure(results, floor, whole) {
  let passed = 0;
  let failed = 0;
  const areas = areasOf(results);
  for (const area of Object.keys(floor)) if (!areas.includes(area) && whole) failed += 1;
  for (const area of areas) {
    const inArea = results.filter((result) => result.area === area);
    const exact = inArea.filter(isExact);
    const least = floor[area] ?? 0;
    passed += exact.length;
    if (whole && exact.length < least) {
      failed += least - exact.length;
      console.log(`${area}: ${exact.length} exact, at least ${least} wanted`);
    }
    for (const result of least > 0 ? inArea.filter((result) => !isExact(result)) : [])
      console.log(`  not exact: ${result.name}\n    ${result.diffs.slice(0, 3).join('\n    ')}`);
  }
  return { passed, failed };
}

function areasOf(results) {
  return [...new Set(results.map(({ area }) => area))].sort();
}
