// Lambda functions of the recordings, from the words that describe them. They ran on Python: errors have its names.

/** Python's str() of a value read from JSON. */
function python(value) {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `'${key}': ${python(inner)}`)
    .join(', ')}}`;
}

const kinds = [
  [/^identity$/, () => async (event) => event],
  [
    /^constant (.+)$/,
    ([, text]) =>
      async () =>
        JSON.parse(text),
  ],
  [
    /^sleeps (\d+) s then identity$/,
    ([, seconds], clock) =>
      (event) =>
        new Promise((resolve) => clock.after(Number(seconds) * 1000, () => resolve(event))),
  ],
  [
    /^returns (\d+)\*(\d+) bytes of "(.)"/,
    ([, count, size, letter]) =>
      async () =>
        letter.repeat(Number(count) * Number(size)),
  ],
  [
    /^returns python bytes "(.+)" in quotes$/,
    ([, text]) =>
      async () =>
        text,
  ],
  [
    /^returns string "(.+)" \+ python str\(event\)$/,
    ([, start]) =>
      async (event) =>
        start + (typeof event === 'string' ? event : python(event)),
  ],
  [
    /^raises (\w+)\("(.*)"\)$/,
    ([, errorType, errorMessage]) =>
      async () => {
        throw { errorType, errorMessage };
      },
  ],
  [
    /^raises (\w+) \(message attr ".*"; str\(\) empty\)$/,
    ([, errorType]) =>
      async () => {
        throw { errorType, errorMessage: '' };
      },
  ],
];

/** The account's functions, as createLocalAws takes them. Throws where a description is of no known kind. */
export function stubFunctions(setup, clock) {
  const handlers = new Map();
  for (const { lambda, behaviour } of setup.filter((step) => step.lambda !== undefined)) {
    const [pattern, make] = kinds.find(([known]) => known.test(behaviour)) ?? [];
    if (!make) throw new Error(`no stub for: ${behaviour}`);
    handlers.set(lambda, make(pattern.exec(behaviour), clock));
  }
  return {
    names: () => [...handlers.keys()],
    has: (name) => handlers.has(name),
    async invoke(name, payload) {
      try {
        return { ok: true, payload: await handlers.get(name)(payload) };
      } catch ({ errorType, errorMessage }) {
        return { ok: false, errorType, errorMessage };
      }
    },
  };
}
