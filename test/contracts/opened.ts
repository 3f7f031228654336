/** What a contract suite is given: the stores, fresh and empty, at once or later. */
export type Opened<T> =
  (T & { close(): void | Promise<void> }) | Promise<T & { close(): void | Promise<void> }>;
