import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown;
const { dependencies, devDependencies } = read('package.json') as Readonly<
  Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
>;
const { packages } = read('package-lock.json') as {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: true;
        readonly integrity?: string;
        readonly hasInstallScript?: true;
        readonly license?: string;
      }
    >
  >;
};
const installed = Object.entries(packages).filter(([path]) => path !== '');

describe('the dependencies', () => {
  it('are pinned to one version each', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
  });

  it('are each told in docs/decisions/libraries.md, and no other is', () => {
    const told = readFileSync(join(root, 'docs/decisions/libraries.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .flatMap((line) => {
        const names = (line.split('|')[1] ?? '').replace('(development)', '').split(',');
        // `@aws-sdk/client-sfn, client-sqs`: those behind the first are of the same scope.
        const scope = /^\s*(@[^/]+\/)(?:client-|inter)/.exec(names[0] ?? '')?.[1] ?? '';
        return names.map((name) => (name.includes('/') ? name.trim() : `${scope}${name.trim()}`));
      });
    expect(told.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
  });

  it('are locked with a digest each', () => {
    expect(installed.length).toBeGreaterThan(100);
    for (const [path, { integrity }] of installed) expect(`${path} ${String(integrity)}`).toMatch(/ sha512-/);
  });

  it('that ship run no script of their own when they are installed', () => {
    const withScript = installed.flatMap(([path, { dev, hasInstallScript }]) =>
      hasInstallScript && !dev ? [path] : [],
    );
    expect(withScript).toEqual([]);
  });

  it('that ship are under licences that ask for no more than their notice', () => {
    const asks = installed.flatMap(([path, { dev, license }]) =>
      dev ||
      /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|OFL-1\.1|MPL-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)/.test(
        license ?? '',
      )
        ? []
        : [`${path}: ${license ?? 'none said'}`],
    );
    expect(asks).toEqual([]);
  });
});
