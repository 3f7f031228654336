/**
 * The stages of a Dockerfile, each with its instructions in order: `{ name, steps: [{ word, rest }] }`.
 * Reads what ours is written in: one instruction a line, continued by a backslash, comments of their own.
 */
export function stagesOf(text) {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages = [];
  for (const line of lines) {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === undefined) throw new Error(`The Dockerfile has a line that is no instruction: ${line}`);
    if (word === 'FROM') stages.push({ name: /\bAS (\S+)$/.exec(rest)?.[1], steps: [] });
    else stages.at(-1).steps.push({ word, rest });
  }
  return stages;
}

/** `KEY=value KEY=value` of an ENV. */
export function variablesIn(rest) {
  return Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}

/** Sources, destination and the stage that a COPY takes them from. */
export function copyOf(rest) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith('--from=') ? words.shift().slice('--from='.length) : undefined;
  return { from, sources: words.slice(0, -1), to: words.at(-1) };
}
