import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { OfferedCommand } from './page/index.ts';
import type { Manifest, Seeds } from './slack/index.ts';

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

const slashCommand = z.object({
  command: z.string(),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
});
const manifestSchema = z.object({
  features: z.object({ slash_commands: z.array(slashCommand).default([]) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** Seeds stand beside the sources; the built files read them there. */
const folder = new URL('../../src/sandbox/seeds/', import.meta.url);

export function readSeeds(): Seeds {
  return seedSchema.parse(parse(readFileSync(new URL('workspace.yaml', folder), 'utf8')));
}

/** Path of the sample signalbox.yaml. */
export const samplePolicy = new URL('signalbox.yaml', folder);

/** manifest.yml of the repository: scopes and commands that the sandbox grants. */
export function readManifest(): Manifest & { readonly offered: readonly OfferedCommand[] } {
  const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const manifest = manifestSchema.parse(parse(text));
  const offered = manifest.features.slash_commands;
  return {
    scopes: manifest.oauth_config.scopes.bot,
    commands: offered.map(({ command }) => command),
    offered: offered.map(({ command, description, usage_hint: usage }) => ({ command, description, usage })),
  };
}
