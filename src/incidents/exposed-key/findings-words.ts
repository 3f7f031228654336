import type { Fact } from '../sighting.ts';
import type { Findings } from './findings.ts';
import type { OwnedKey, Standing } from './key-desk.ts';
import { shortKey } from './key-id.ts';
import { momentInWords, spanInWords } from './time-words.ts';
import { callsInWords, countsInWords, trailInWords } from './trail-words.ts';

/** What is known, a line each; for the thread and for who is notified. Plain text, no secret in it. Pure. */
export function findingsInWords(findings: Findings, now: number): readonly string[] {
  const { owner, standing, trail, untouchable, unknown } = findings;
  const key = owner?.kind === 'user' ? owner.key : undefined;
  return [
    ...(key ? [keyInWords(key, now)] : []),
    ...(untouchable === undefined ? [] : [untouchable]),
    ...(key && standing ? [standingInWords(key, standing)] : []),
    ...(standing?.quarantined === true ? ["AWS's quarantine policy is attached to the user."] : []),
    ...(trail ? trailInWords(trail) : []),
    ...unknown,
  ];
}

/** The same, as lines of a card. Pure. */
export function factsOf({ reported, owner, standing, trail }: Findings, now: number): readonly Fact[] {
  const key = owner?.kind === 'user' ? owner.key : undefined;
  return [
    { name: 'Access key', value: shortKey(reported.accessKeyId), code: true },
    ...(key
      ? [
          { name: 'User', value: key.userName, code: true as const },
          { name: 'Status', value: key.status },
          ...(key.createdAt === undefined ? [] : [{ name: 'Age', value: spanInWords(now - key.createdAt) }]),
          { name: 'Last used', value: lastUseInWords(key, now) },
        ]
      : []),
    ...(standing ? [{ name: 'Policies', value: policiesInWords(standing) }] : []),
    ...(trail && trail.total > 0
      ? [
          { name: 'Calls', value: callsInWords(trail) },
          ...(trail.addresses.length > 0 ? [{ name: 'From', value: countsInWords(trail.addresses) }] : []),
        ]
      : []),
  ];
}

function keyInWords(key: OwnedKey, now: number): string {
  const age = key.createdAt === undefined ? 'of unknown age' : `${spanInWords(now - key.createdAt)} old`;
  return `${shortKey(key.accessKeyId)} is a key of the user ${key.userName}: ${key.status}, ${age}, last used ${lastUseInWords(key, now)}.`;
}

function lastUseInWords({ lastUsed }: OwnedKey, now: number): string {
  return lastUsed
    ? `${spanInWords(now - lastUsed.at)} ago (${momentInWords(lastUsed.at)}, ${lastUsed.service} in ${lastUsed.region})`
    : 'never, as far as IAM noted';
}

function standingInWords({ userName }: OwnedKey, standing: Standing): string {
  return `Policies of ${userName}: ${policiesInWords(standing)}.`;
}

function policiesInWords({ policies, inline, groups, boundary }: Standing): string {
  const words = [
    ...policies,
    ...inline.map((name) => `${name} (inline)`),
    ...groups.map(
      ({ name, policies: its }) => `${its.length === 0 ? 'none' : its.join(', ')} (group ${name})`,
    ),
    ...(boundary === undefined ? [] : [`bounded by ${boundary}`]),
  ];
  return words.length === 0 ? 'none' : words.join(', ');
}
