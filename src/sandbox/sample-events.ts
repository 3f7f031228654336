import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { newUuid, type JsonValue } from '../platform/index.ts';

/** A file: an event as the door takes it, with what it shows. */
const fileSchema = z.strictObject({ title: z.string(), shows: z.string(), event: z.json() });

/** An event that is ready to be sent, and what it shows. */
export interface ReadyEvent {
  readonly name: string;
  readonly title: string;
  readonly shows: string;
}

/** Files stand beside the sources; the built files read them there, each time anew: whoever changes one sees it at once. */
const folder = new URL('../../src/sandbox/seeds/events/', import.meta.url);

export function readyEvents(): readonly ReadyEvent[] {
  return namesIn(folder).map((name) => {
    const { title, shows } = fileSchema.parse(JSON.parse(textOf(name)));
    return { name, title, shows };
  });
}

/** The event of that name, its `{{...}}` filled in for this moment. Undefined where there is none. @param now ms */
export function readyEvent(name: string, now: number): JsonValue | undefined {
  if (!namesIn(folder).includes(name)) return undefined;
  return fileSchema.parse(JSON.parse(filled(textOf(name), now))).event;
}

function filled(text: string, now: number): string {
  const at = new Date(now);
  const iso = at.toISOString();
  const values: Readonly<Record<string, string>> = {
    id: newUuid(),
    time: iso,
    whole_time: `${iso.slice(0, 19)}Z`,
    // CloudWatch writes its zone without a colon.
    cloudwatch_time: iso.replace('Z', '+0000'),
    http_date: at.toUTCString(),
  };
  return text
    .replaceAll('"{{epoch_ms}}"', String(now))
    .replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function namesIn(place: URL): readonly string[] {
  return readdirSync(place)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

function textOf(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), 'utf8');
}
