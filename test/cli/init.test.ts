import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { policyJsonSchema } from '../../src/config/index.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-init-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('signalbox init', () => {
  it('writes a signalbox.yaml that lint finds fine, and the schema that it names', async () => {
    const fresh = join(folder, 'new', 'deep');
    expect(await run(['init', fresh])).toMatchObject({ code: 0, err: '' });
    const yaml = join(fresh, 'signalbox.yaml');
    expect(await run(['lint', yaml])).toMatchObject({ code: 0, out: `${yaml}: fine (1 gates)\n` });
    expect(readFileSync(yaml, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/signalbox\.schema\.json\n/,
    );
    expect(JSON.parse(readFileSync(join(fresh, 'signalbox.schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(policyJsonSchema())),
    );
  });

  it('leaves what is there alone, and writes nothing beside it, unless it is forced', async () => {
    const yaml = join(folder, 'signalbox.yaml');
    writeFileSync(yaml, 'mine');
    const ran = await run(['init', folder]);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(`${yaml} is there already`) });
    expect(readFileSync(yaml, 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'signalbox.schema.json'))).toBe(false);
    expect((await run(['init', folder, '--force'])).code).toBe(0);
    expect(readFileSync(yaml, 'utf8')).toContain('gates:');
  });

  it('says where it cannot write', async () => {
    const ran = await run(['init', '/proc/nowhere']);
    expect(ran).toMatchObject({
      code: 1,
      err: expect.stringContaining('could not be written to /proc/nowhere'),
    });
  });
});

describe('the schema for editors', () => {
  it('asks for what a file must have, and not for what has a default', () => {
    const schema = policyJsonSchema() as {
      required?: string[];
      properties: { gates: { additionalProperties: { required: string[] } } };
    };
    expect(schema.required).toBeUndefined();
    expect(schema.properties.gates.additionalProperties.required).toEqual([
      'for',
      'channel',
      'title',
      'levels',
    ]);
  });
});
