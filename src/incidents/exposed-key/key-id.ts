/** Of an IAM user (`AKIA`), or of a session (`ASIA`). https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export type KeyKind = 'long-term' | 'temporary' | 'no-key';

/** IAM takes 16 to 128 characters. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
const longTerm = /^AKIA[A-Z0-9]{12,124}$/;
const temporary = /^ASIA[A-Z0-9]{12,124}$/;

export function keyKindOf(accessKeyId: string): KeyKind {
  if (longTerm.test(accessKeyId)) return 'long-term';
  return temporary.test(accessKeyId) ? 'temporary' : 'no-key';
}

/** As people are shown it: enough to tell two keys of a user apart. */
export function shortKey(accessKeyId: string): string {
  return keyKindOf(accessKeyId) === 'no-key'
    ? 'the key'
    : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}
