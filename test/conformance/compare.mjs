// Whether a recording and a replay say the same, where the recording has masks for what differs from run to run.

/** Masks without brackets that every suite uses; a scenario's own are the names of its substitutions. */
const plainMasks = ['timestamp', 'datetime', 'date', 'snf_role_arn', 'sfn_role_arn', 'role_arn'];
const bracketed = /(<[^<>\s]+>|111111111111|snf_role_arn|sfn_role_arn)/;
/** Masks that stand for one text all through a scenario. */
const bound = /^<(uuid|ArnPart|ExecArnPart|task_token|resource)/;
/** What the runtime of a function adds to its errors, and the transport to answers: neither is Step Functions'. */
const foreign = new Set(['requestId', 'stackTrace', 'trace', 'SdkHttpMetadata', 'SdkResponseMetadata']);

/** Text that holds a JSON object or list stands for that value; scalars stay text. */
export function unfold(value) {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      // One mask has taken the quote before it along.
      return unfold(JSON.parse(value.replace(':<request-id>"', ':"<request-id>"')));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(unfold);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => !foreign.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, unfold(inner)]));
}

/** The differences between what was recorded and what came, at most `most`, as `path: why`. */
export function comparison(scenario, most = 3) {
  const differences = [];
  const values = new Map();
  const masks = new Set(plainMasks);
  for (const [kind, , name] of scenario.substitutions) if (kind === 'jsonpath') masks.add(name);
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const differ = (path, why) => {
    if (differences.length < most) differences.push(`${path}: ${why}`.slice(0, 300));
  };

  const sameText = (expected, actual, path) => {
    if (masks.has(expected)) {
      if (actual === undefined || actual === '') differ(path, 'missing');
      return;
    }
    const shown = typeof actual === 'string' ? actual : JSON.stringify(actual ?? null);
    const parts = expected.split(bracketed);
    if (parts.length === 1) {
      if (expected !== actual && !equalNumbers(expected, shown))
        differ(path, `expected ${JSON.stringify(expected)}, got ${shown}`);
      return;
    }
    const pattern = parts.map((part, index) => (index % 2 === 0 ? literal(part) : '(.+?)')).join('');
    const found = new RegExp(`^${pattern}$`, 's').exec(shown);
    if (!found) return differ(path, `expected ${expected}, got ${shown}`);
    parts
      .filter((_, index) => index % 2 === 1)
      .forEach((mask, index) => {
        const text = found[index + 1];
        if (!bound.test(mask)) return;
        if ((values.get(mask) ?? text) !== text) differ(path, `${mask} was ${values.get(mask)}, is ${text}`);
        values.set(mask, text);
      });
  };

  const same = (expected, actual, path) => {
    if (typeof expected === 'string') return sameText(expected, actual, path);
    if (expected === null || typeof expected !== 'object') {
      const equal = expected === actual || (typeof expected === 'number' && Number(actual) === expected);
      if (!equal) differ(path, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
      return;
    }
    if (actual === null || typeof actual !== 'object' || Array.isArray(expected) !== Array.isArray(actual))
      return differ(path, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
    if (Array.isArray(expected) && expected.length !== actual.length)
      differ(path, `expected ${expected.length} items, got ${actual.length}`);
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (!(key in expected)) differ(`${path}.${key}`, `unexpected ${JSON.stringify(actual[key])}`);
      else if (!(key in actual)) differ(`${path}.${key}`, 'missing');
      else same(expected[key], actual[key], `${path}.${key}`);
    }
  };
  return { same: (expected, actual, path) => same(unfold(expected), unfold(actual), path), differences };
}

/** `0.0` and `0` are one number: JavaScript cannot tell them apart. */
function equalNumbers(expected, actual) {
  const number = /^-?\d+(\.\d+)?$/;
  return number.test(expected) && number.test(actual) && Number(expected) === Number(actual);
}
