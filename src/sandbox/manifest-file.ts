import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { CodedError, messageOf } from '../platform/index.ts';
import type { OfferedCommand, OfferedShortcut } from './page/index.ts';
import type { Manifest } from './slack/index.ts';

/** What the sandbox reads of a manifest; the rest is Slack's. https://docs.slack.dev/reference/app-manifest */
const manifestSchema = z.object({
  features: z
    .object({
      app_home: z
        .object({ home_tab_enabled: z.boolean().default(false) })
        .default({ home_tab_enabled: false }),
      slash_commands: z
        .array(
          z.object({
            command: z
              .string()
              .regex(/^\/[^\sA-Z]{1,31}$/, 'begins with a slash and has no spaces or capitals'),
            should_escape: z.boolean().default(false),
            description: z.string().default(''),
            usage_hint: z.string().default(''),
          }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.object({
            callback_id: z.string().min(1),
            type: z.enum(['global', 'message']),
            name: z.string().default(''),
            description: z.string().default(''),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.object({ is_enabled: z.boolean() }).default({ is_enabled: false }),
    })
    .prefault({}),
});

class BadManifest extends CodedError {
  readonly code = 'bad-manifest';
}

const shipped = fileURLToPath(new URL('../../manifest.yml', import.meta.url));

/** @param file another manifest than the repository's own @throws {BadManifest} that names the file and the fault */
export function readManifest(
  file = shipped,
): Manifest & { readonly offered: readonly OfferedCommand[]; readonly menu: readonly OfferedShortcut[] } {
  const read = manifestSchema.safeParse(yamlIn(file));
  if (!read.success) throw new BadManifest(`${file} is no manifest:\n${z.prettifyError(read.error)}`);
  const { features, oauth_config, settings } = read.data;
  return {
    scopes: oauth_config.scopes.bot,
    commands: features.slash_commands.map(({ command, should_escape: shouldEscape }) => ({
      command,
      shouldEscape,
    })),
    offered: features.slash_commands.map(({ command, description, usage_hint: usage }) => ({
      command,
      description,
      usage,
    })),
    menu: features.shortcuts.map(({ callback_id: callbackId, type, name, description }) => ({
      callbackId,
      type,
      name: name === '' ? callbackId : name,
      description,
    })),
    shortcuts: features.shortcuts.map(({ callback_id: callbackId, type }) => ({ callbackId, type })),
    events: settings.event_subscriptions.bot_events,
    interactive: settings.interactivity.is_enabled,
    homeTab: features.app_home.home_tab_enabled,
  };
}

function yamlIn(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadManifest(`${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
