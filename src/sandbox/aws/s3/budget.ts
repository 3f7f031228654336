import { S3Error } from './s3-error.ts';

/** How many bytes all buckets together may hold: bodies stand in the sandbox's memory. */
const mostBytes = 256 * 1024 * 1024;

export interface Budget {
  /** @throws EntityTooLarge where it would be more than there is room for */
  change(bytes: number): void;
  clear(): void;
}

export function createBudget(): Budget {
  let held = 0;
  return {
    change(bytes) {
      if (bytes > 0 && held + bytes > mostBytes) {
        throw new S3Error(
          'EntityTooLarge',
          `The sandbox keeps objects in memory, ${String(mostBytes)} bytes at most: delete some first.`,
          400,
        );
      }
      held += bytes;
    },
    clear() {
      held = 0;
    },
  };
}
