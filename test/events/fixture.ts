import { readdirSync, readFileSync } from 'node:fs';
import { readMessage, type BusEvent } from '../../src/events/index.ts';

const folder = 'test/events/fixtures';

/** Names of all fixtures: events of the shapes that the services document. */
export const fixtures: readonly string[] = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));

export function textOf(name: string): string {
  return readFileSync(`${folder}/${name}.json`, 'utf8');
}

/** An event as the queue brings it. */
export function eventOf(body: string): BusEvent {
  const read = readMessage({ id: 'm-1', queueUrl: 'q', body, receiveCount: 1, sentAt: 1 });
  const [event] = read.kind === 'events' ? read.events : [];
  if (!event) throw new Error(read.kind === 'unreadable' ? read.because : read.kind);
  return event;
}

export function fixture(name: string): BusEvent {
  return eventOf(textOf(name));
}
