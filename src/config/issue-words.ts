import type { z } from 'zod';
import { nearest } from '../platform/index.ts';
import { knownKeys } from './policy-schema.ts';

/** What is wrong at one path of the file. */
export interface IssueInWords {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The schema's findings, as somebody who wrote the file wants to read them. @param valueAt what stands at a path */
export function issueInWords(
  issue: z.core.$ZodIssue,
  valueAt: (path: readonly PropertyKey[]) => unknown,
): readonly IssueInWords[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key));
  const key = issue.path.filter((part) => typeof part === 'string').at(-1);
  const words = wordsOf(issue, valueAt(issue.path));
  return [{ path: issue.path, message: key === undefined ? words : `"${key}": ${words}` }];
}

function unknownKey(path: readonly PropertyKey[], key: string): IssueInWords {
  const meant = nearest(key, knownKeys);
  return {
    path: [...path, key],
    message: `"${key}" is not a key that Signalbox knows here${meant === undefined ? '; remove it' : `; did you mean "${meant}"?`}`,
  };
}

function wordsOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'invalid_type' && found === undefined)
    return `is missing; it is needed here (${issue.expected})`;
  if (issue.code === 'invalid_type' && found === null)
    return 'is empty; write something under it, or remove it';
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  const plain = issue.message.replace(/^Invalid (?:input|option): /, '');
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return plain;
  const meant = nearest(
    found,
    issue.values.filter((value) => typeof value === 'string'),
  );
  return meant === undefined ? plain : `${plain}; did you mean "${meant}"?`;
}
