/**
 * Holds what the peers did against what is written down about them.
 * `results`: per peer its cases, each `{ name, failure? }`. `rules`: see differences.json.
 * Gives the cases in which at least one peer does as the sandbox, those in which none does, and what is at fault:
 * a difference that is not written down, one that shows itself otherwise, and one that is not there,
 * unless it is one that shows itself only sometimes.
 */
export function judge(results, rules) {
  const faults = [];
  const agreed = new Set();
  const differed = new Set();
  for (const [peer, cases] of Object.entries(results)) {
    const written = new Map(
      rules
        .flatMap(({ differ }) => differ)
        .filter((difference) => difference.peer === peer)
        .flatMap((difference) => difference.cases.map((name) => [name, difference])),
    );
    for (const { name, failure } of cases) {
      const difference = written.get(name);
      written.delete(name);
      if (failure === undefined && (difference === undefined || difference.sometimes)) agreed.add(name);
      else if (failure === undefined)
        faults.push(`${peer}: ${name}\n  agrees, and is written down as differing`);
      else if (difference === undefined) faults.push(`${peer}: ${name}\n  differs: ${failure}`);
      else if (failure.includes(difference.seen)) differed.add(name);
      else faults.push(`${peer}: ${name}\n  differs, but not as written down: ${failure}`);
    }
    for (const name of written.keys())
      faults.push(`${peer}: ${name}\n  is written down, and there is no such case`);
  }
  return { agreed: agreed.size, alone: [...differed].filter((name) => !agreed.has(name)), faults };
}

/** The cases in what Jest's --json wrote about one file. Their outermost group names the peer. */
export function casesOf({ assertionResults, message }) {
  if (assertionResults.length === 0) return [{ name: 'the suite', failure: message }];
  return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
    name: [...ancestorTitles.slice(1), title].join(' › '),
    ...(status !== 'passed' && { failure: failureMessages.join('\n') || status }),
  }));
}
