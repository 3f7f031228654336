import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { isJsonObject, parseJson, type JsonObject } from '../../src/platform/index.ts';

const root = join(import.meta.dirname, '../..');
const schema = parseJson(
  readFileSync(join(import.meta.dirname, 'slack-manifest/manifest.schema.1.0.0.json'), 'utf8'),
);
const manifest: unknown = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));

describe('manifest.yml', () => {
  if (!isJsonObject(schema) || !isJsonObject(manifest)) throw new Error('schema and manifest are objects');
  const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false }));
  const fits = ajv.compile(schema);
  const faults = (candidate: JsonObject) => {
    fits(candidate);
    return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
  };

  it("is valid under Slack's published schema", () => {
    expect(faults(manifest)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a key that Slack does not know',
      { ...manifest, features: { slash_comands: [] } },
      '/features must NOT',
    ],
    [
      'a name too long',
      { ...manifest, display_information: { name: 'x'.repeat(36) } },
      '/display_information/name',
    ],
    ['no name', { ...manifest, display_information: {} }, "'name'"],
  ])('would not be with %s', (_, broken, words) => {
    expect(faults(broken).join('\n')).toContain(words);
  });

  it('is served by Socket Mode: no address of ours stands in it', () => {
    expect(manifest).toMatchObject({ settings: { socket_mode_enabled: true } });
    expect(JSON.stringify(manifest)).not.toContain('http');
  });
});
