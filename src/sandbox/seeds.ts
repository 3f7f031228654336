import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Seeds } from './slack/index.ts';

const seedSchema = z.strictObject({
  team: z.strictObject({ id: z.string(), name: z.string(), domain: z.string() }),
  people: z.array(
    z.strictObject({
      id: z.string(),
      role: z.string(),
      team: z.string().exactOptional(),
      guest: z.boolean().exactOptional(),
      deactivated: z.boolean().exactOptional(),
      bot: z.boolean().exactOptional(),
    }),
  ),
  groups: z.array(z.strictObject({ id: z.string(), handle: z.string(), members: z.array(z.string()) })),
  channels: z.array(z.strictObject({ id: z.string(), name: z.string(), bot: z.boolean() })),
});

/** Seeds stand beside the sources; the built files read them there. */
const folder = new URL('../../src/sandbox/seeds/', import.meta.url);

export function readSeeds(): Seeds {
  return seedSchema.parse(parse(readFileSync(new URL('workspace.yaml', folder), 'utf8')));
}

/** Path of the sample signalbox.yaml. */
export const samplePolicy = new URL('signalbox.yaml', folder);
