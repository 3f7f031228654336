import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';

/** What a branch carries from state to state. */
export interface Branch {
  readonly source: string;
  readonly destination: string;
  readonly region: string;
  /** The bucket whose keys are walked through. */
  readonly listBucket: string;
  /** The last key that was looked at; empty at first. */
  readonly after: string;
  readonly turns: number;
  /** How many objects this execution has copied, or deleted, in this branch. */
  readonly changed: number;
}

/** A chunk of keys, in the order in which S3 lists them. */
export interface Listed extends Branch {
  readonly keys: readonly ListedKey[];
  /** The key to go on behind; null at the end. */
  readonly token: string | null;
}

export interface ListedKey {
  readonly key: string;
  readonly etag: string;
}

const clients = new Map<string, S3Client>();

/** A client of a Region, kept while the function stays warm. */
export function s3In(region: string): S3Client {
  const client = clients.get(region) ?? new S3Client({ region });
  clients.set(region, client);
  return client;
}

/** The ETags of a bucket behind one key and up to another, by key. */
export async function etagsBetween(
  place: { readonly region: string; readonly bucket: string },
  after: string,
  last: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const from = { Bucket: place.bucket, ...(after !== '' && { StartAfter: after }) };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3In(place.region) }, from)) {
    for (const { Key = '', ETag = '' } of Contents) {
      if (isBehind(Key, last)) return found;
      found.set(Key, ETag);
    }
  }
  return found;
}

/** Whether a key comes after another in S3's order, which is that of their bytes. */
function isBehind(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}
