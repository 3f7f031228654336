import type { Directory } from '../access/index.ts';
import { CodedError } from '../platform/index.ts';
import type { Groups } from './right.ts';

/** Whether Slack did not say who somebody is; whoever wanted to know refuses. */
export function isLookupFailure(error: unknown): error is CodedError {
  return error instanceof CodedError && error.code === 'lookup-failed';
}

/**
 * Members of these groups, as far as Slack says. One that it does not say has nobody in it and stands in `failed`: who
 * is named otherwise may decide all the same, everybody else is refused with that.
 */
export async function knownGroups(
  handles: readonly string[],
  directory: Directory,
  options: { fresh: boolean },
): Promise<{ readonly groups: Groups; readonly failed: CodedError | undefined }> {
  let failed: CodedError | undefined;
  const members = async (handle: string) => {
    try {
      return await directory.members(handle, options);
    } catch (error) {
      if (!isLookupFailure(error)) throw error;
      failed ??= error;
      return new Set<string>();
    }
  };
  const found = await Promise.all(
    [...new Set(handles)].map(async (handle) => [handle, await members(handle)] as const),
  );
  return { groups: new Map(found), failed };
}
