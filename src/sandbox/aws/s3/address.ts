import type { WebRequest } from '../../web/request.ts';

/** What a request is about: a bucket, an object in it, or neither. */
export interface Address {
  readonly bucket: string;
  readonly key: string;
}

/**
 * The bucket stands first in the path, or in front of the host (`bucket.localhost`). The path is read as it was sent: an
 * address that was made regular would lose keys such as `a/../b`.
 */
export function addressOf({ raw, headers }: WebRequest): Address {
  const [path = '/'] = (raw.request.url ?? '/').split('?');
  const [, host] = /^(.+)\.localhost(?::\d+)?$/i.exec(headers.host ?? '') ?? [];
  const rest = decoded(path.replace(/^\//, ''));
  if (host !== undefined) return { bucket: host.replace(/\.s3$/, ''), key: rest };
  const slash = rest.indexOf('/');
  return slash < 0 ? { bucket: rest, key: '' } : { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
