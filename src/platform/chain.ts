import { digestOf } from './ids.ts';
import { canonicalJson } from './json.ts';

/** What makes lines a chain: no line can be changed, left out or moved without breaking the next. */
export interface Link {
  /** 1, 2, 3 ... per chain. */
  readonly sequence: number;
  /** Hash of the line before, or 64 zeros. */
  readonly previous: string;
  /** SHA-256 of this line's canonical JSON without this field. */
  readonly hash: string;
}

export type ChainHead = Pick<Link, 'sequence' | 'hash'>;

export const emptyChain: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** The line after `head`. Pure. */
export function linked<T extends object>(head: ChainHead, line: T): T & Link {
  const next = { ...line, sequence: head.sequence + 1, previous: head.hash };
  return { ...next, hash: hashOf(next) };
}

/** Why `line` is not the one after `head`; undefined where it is. Pure. */
export function linkFault(head: ChainHead, line: Link): string | undefined {
  const { hash, ...rest } = line;
  if (hash !== hashOf(rest)) return 'its hash does not fit its words: it was changed';
  if (line.sequence !== head.sequence + 1)
    return `it is line ${String(line.sequence)} of its chain, where ${String(head.sequence + 1)} was expected: lines are missing, or out of order`;
  if (line.previous !== head.hash) return 'it does not follow the line before it: that one was replaced';
  return undefined;
}

function hashOf(line: object): string {
  return digestOf(canonicalJson(line));
}
