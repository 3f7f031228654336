/** What the pipeline builds: the service and its integration tests, each one file below `source/` in the bucket. */
export const sources = { service: 'time-api', tests: 'run-tests' } as const;

export type Target = keyof typeof sources;

/** Something of each. */
export type OfEach = Readonly<Record<Target, string>>;
