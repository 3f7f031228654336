import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadFunctions, shippedFunctions } from '../../src/cli/functions.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-functions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('functions of the sandbox', () => {
  it('are found by the files of the shipped workflows', async () => {
    const functions = shippedFunctions();
    expect(await functions.invoke('hello-greet', { name: 'Ada' })).toEqual({
      ok: true,
      payload: { greeting: 'Hello, Ada!' },
    });
    await functions.stop();
  });

  it('of a person’s own folder stand before shipped ones', async () => {
    writeFileSync(join(folder, 'hello-greet.mjs'), "export const handler = async () => 'mine';");
    writeFileSync(join(folder, 'other.js'), "exports.handler = async () => 'other';");
    writeFileSync(join(folder, 'notes.txt'), 'not a function');
    const functions = await loadFunctions(folder);
    expect(await functions.invoke('hello-greet', {})).toEqual({ ok: true, payload: 'mine' });
    expect(await functions.invoke('other', {})).toEqual({ ok: true, payload: 'other' });
    await functions.stop();
  });

  it('that cannot be loaded are named in one sentence', async () => {
    const file = join(folder, 'broken.mjs');
    writeFileSync(file, 'export const handler = (');
    await expect(loadFunctions(folder)).rejects.toThrow(
      `${file} cannot be loaded as a function: SyntaxError: Unexpected end of input.`,
    );
  });

  it('without a handler are named', async () => {
    writeFileSync(join(folder, 'empty.mjs'), '');
    await expect(loadFunctions(folder)).rejects.toThrow(
      /empty\.mjs cannot be loaded .*it exports no handler\.$/,
    );
  });

  it('need a folder, names that Lambda takes, and one file each', async () => {
    await expect(loadFunctions(join(folder, 'none'))).rejects.toThrow('There is no folder');
    writeFileSync(join(folder, 'a b.mjs'), '');
    await expect(loadFunctions(folder)).rejects.toThrow('cannot be a function: a name has 1 to 64 letters');
    rmSync(join(folder, 'a b.mjs'));
    for (const ending of ['js', 'mjs']) writeFileSync(join(folder, `f.${ending}`), '');
    await expect(loadFunctions(folder)).rejects.toThrow('would both be the function f.');
  });
});
