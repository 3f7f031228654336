import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { etagsBetween, s3In, type Branch, type Listed } from './lib/buckets.ts';

/** How many copies are under way at once. */
const atOnce = 25;

/** Copies what of a chunk of the source is missing in the destination, or is another object there. */
export async function handler(listed: Listed): Promise<Branch & { token: string | null }> {
  const { keys, token, ...branch } = listed;
  const { source, destination, region, after } = branch;
  const last = keys.at(-1)?.key;
  if (last === undefined) return { ...branch, token };
  const there = await etagsBetween({ region, bucket: destination }, after, last);
  const missing = keys.filter(({ key, etag }) => there.get(key)?.replaceAll('"', '') !== etag);
  const waiting = [...missing];
  const copy = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const CopySource = `${source}/${next.key.split('/').map(encodeURIComponent).join('/')}`;
      const call = new CopyObjectCommand({ Bucket: destination, Key: next.key, CopySource });
      await s3In(region)
        .send(call)
        .catch((error: unknown) => {
          // It was deleted since it was listed: there is nothing to copy any more.
          if (!(error instanceof Error && error.name === 'NoSuchKey')) throw error;
        });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, copy));
  return { ...branch, after: last, changed: branch.changed + missing.length, token };
}
