import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { etagsBetween, s3In, type Branch, type Listed } from './lib/buckets.ts';

/** Deletes what of a chunk of the destination is not in the source. */
export async function handler(listed: Listed): Promise<Branch & { token: string | null }> {
  const { keys, token, ...branch } = listed;
  const { source, destination, region, after } = branch;
  const last = keys.at(-1)?.key;
  if (last === undefined) return { ...branch, token };
  const there = await etagsBetween({ region, bucket: source }, after, last);
  const orphans = keys.filter(({ key }) => !there.has(key)).map(({ key }) => ({ Key: key }));
  if (orphans.length > 0) {
    const { Errors = [] } = await s3In(region).send(
      // A chunk has fewer than the 1,000 keys that one call takes.
      new DeleteObjectsCommand({ Bucket: destination, Delete: { Objects: orphans, Quiet: true } }),
    );
    const [first] = Errors;
    if (first) throw new Error(`${first.Key ?? ''} was not deleted: ${first.Message ?? first.Code ?? ''}`);
  }
  return { ...branch, after: last, changed: branch.changed + orphans.length, token };
}
