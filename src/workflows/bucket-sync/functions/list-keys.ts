import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { s3In, type Branch, type Listed, type ListedKey } from './lib/buckets.ts';

/** Bytes of a chunk as JSON: with the rest of the state's data, the longest keys included, it stays below 32 KiB. */
const largestChunk = 20 * 1024;

/** The next chunk of keys of `listBucket`: as many as fit, and where to go on. */
export async function handler(branch: Branch): Promise<Listed> {
  const { region, listBucket, after } = branch;
  const { Contents = [], IsTruncated = false } = await s3In(region).send(
    new ListObjectsV2Command({ Bucket: listBucket, ...(after !== '' && { StartAfter: after }) }),
  );
  const keys: ListedKey[] = [];
  let bytes = 0;
  for (const { Key = '', ETag = '' } of Contents) {
    const one = { key: Key, etag: ETag.replaceAll('"', '') };
    bytes += Buffer.byteLength(JSON.stringify(one)) + 1;
    if (bytes > largestChunk) break;
    keys.push(one);
  }
  const more = IsTruncated || keys.length < Contents.length;
  const token = more ? (keys.at(-1)?.key ?? null) : null;
  return { ...branch, turns: branch.turns + 1, keys, token };
}
