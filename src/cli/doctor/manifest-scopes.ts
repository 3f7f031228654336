import { parse } from 'yaml';
import { isJsonObject } from '../../platform/index.ts';

/** The bot scopes of an app manifest; none where the text is no manifest. */
export function manifestScopes(text: string): readonly string[] {
  let value: unknown = parse(text);
  for (const key of ['oauth_config', 'scopes', 'bot']) value = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : [];
}
