import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedFunctions } from '../../src/cli/functions.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-manifest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (more: { dataFolder?: string; manifestFile?: string }) =>
  startSandbox({
    port: 0,
    awsPort: 0,
    dataFolder: join(folder, 'data'),
    seeds: { machines: [], activities: [] },
    functions: shippedFunctions(),
    log: silentLogger(),
    ...more,
  });

describe('a manifest', () => {
  it.each([
    ['that is no YAML', 'a: [', /cannot be read/],
    ['without scopes', 'features: {}', /oauth_config/],
    [
      'with a command without a slash',
      'features: { slash_commands: [{ command: go }] }\noauth_config: { scopes: { bot: [] } }',
      /begins with a slash[^]*slash_commands\[0\]\.command/,
    ],
    [
      'with a shortcut of no kind',
      'features: { shortcuts: [{ callback_id: x, type: any }] }\noauth_config: { scopes: { bot: [] } }',
      /shortcuts\[0\]\.type/,
    ],
  ])('%s is named with its fault', async (_what, text, fault) => {
    const manifestFile = join(folder, 'manifest.yml');
    writeFileSync(manifestFile, text);
    const failed = start({ manifestFile });
    await expect(failed).rejects.toThrow(manifestFile);
    await expect(failed).rejects.toThrow(fault);
  });

  it('that is not there is named', async () => {
    await expect(start({ manifestFile: join(folder, 'nowhere.yml') })).rejects.toThrow(
      /nowhere\.yml cannot be read/,
    );
  });
});

describe('a data folder', () => {
  it('that cannot be made gives one sentence that names it and the option', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(start({ dataFolder: join(file, 'data') })).rejects.toThrow(
      /^The data folder .+file.data cannot be made \(.+\)\. Choose another with --data DIR\.$/,
    );
  });
});
