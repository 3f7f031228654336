import type { Trouble } from './trouble.ts';
import { timesOver } from './words.ts';

/** Troubles on the way told one by one. */
const mostTold = 5;

/** A sentence for each state that had trouble and got over it, oldest first. Pure. */
export function told(troubles: readonly Trouble[]): readonly string[] {
  const groups = new Map<string, { first: Trouble; times: number }>();
  for (const trouble of troubles) {
    if (trouble.aftermath.kind === 'ended' || trouble.aftermath.kind === 'open') continue;
    const key = JSON.stringify([trouble.place.state, trouble.error, trouble.timeout, trouble.aftermath]);
    const group = groups.get(key);
    if (group) group.times += 1;
    else groups.set(key, { first: trouble, times: 1 });
  }
  const sentences = [...groups.values()].map(sentenceOf);
  const more = sentences.length - mostTold;
  return more > 0 ? [...sentences.slice(0, mostTold), `${String(more)} more states had trouble`] : sentences;
}

function sentenceOf({ first, times }: { first: Trouble; times: number }): string {
  const state = first.place.state ?? 'a state';
  return `"${state}" ${whatItDid(first)}${timesOver(times)} ${whatCame(first)}`;
}

function whatItDid({ error, timeout }: Trouble): string {
  if (timeout === 'task') return 'ran out of its time';
  if (timeout === 'heartbeat') return 'stopped sending heartbeats';
  return error === undefined ? 'failed' : `failed with ${error}`;
}

function whatCame({ aftermath }: Trouble): string {
  if (aftermath.kind === 'retried') return 'and was tried again';
  if (aftermath.kind !== 'caught') return 'and the Map went on without it';
  return aftermath.to === undefined ? 'and was caught' : `and was caught: it went to "${aftermath.to}"`;
}
