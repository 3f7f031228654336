import type { LookUp } from '../../incidents/index.ts';

const hosts: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
];
/** What is no Region makes no address: it comes from the event. */
const region = /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/;

/**
 * A page of the AWS console in a Region. Every id within `path` must be encoded by {@link id}.
 * @param path what stands behind the host, such as `states/home?region=eu-west-1#/...`
 */
export function consolePage(label: string, inRegion: string, path: string): readonly LookUp[] {
  if (!region.test(inRegion)) return [];
  const [, host = 'console.aws.amazon.com'] = hosts.find(([prefix]) => prefix.test(inRegion)) ?? [];
  return [{ label, url: `https://${inRegion}.${host}/${path}` }];
}

/** An id of an event, made harmless for an address. Halves of characters cannot be encoded. */
export function id(text: string): string {
  return encodeURIComponent(
    text
      .replace(/\p{Cs}/gu, '')
      .slice(0, 1_000)
      .replace(/\p{Cs}/gu, ''),
  );
}
