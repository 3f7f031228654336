// Dead code and dead dependencies: an export that nobody imports, a package that nobody imports or that nobody listed.
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { analyzeTsConfig } from 'ts-unused-exports';

const faults = [];
const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'src', 'test', '.ci', '*.js', '*.cjs'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(ts|mjs|cjs|js)$/.test(file) && existsSync(file));

// A door's list may say more than is used today; everything behind a door must be used by somebody.
// Types may be exported for the reader alone: they name the shapes of what a function takes and gives.
// A workflow's functions are found by their files, as Lambda finds a handler.
const { unusedExports } = analyzeTsConfig('./test/tsconfig.json', [
  '--allowUnusedTypes',
  '--excludePathsFromReport=index.ts;workflows/[^/]+/(functions|jobs)/',
]);
/** What is loaded when it is needed, which the tool does not see: `(await import('./decide.ts')).decide`. */
const loaded = new Set(
  files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\(await import\('(\.[^']+)'\)\)\.(\w+)/g)].map(
      ([, path, name]) => `${join(dirname(file), path)} ${name}`,
    ),
  ),
);
for (const [path, names] of Object.entries(unusedExports)) {
  if (!path.includes('/src/')) continue;
  const file = path.slice(path.indexOf('src/'));
  for (const { exportName, location } of names)
    if (!loaded.has(`${file} ${exportName}`))
      faults.push(`${file}:${location?.line ?? 1}: nobody imports ${exportName}`);
}

const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const listed = { ...dependencies, ...devDependencies };
const imported = new Map();
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  // A package may also be read as files: then its name stands at the head of a path.
  for (const name of Object.keys(listed)) if (text.includes(`'${name}/`)) imported.set(name, file);
  for (const [, name] of text.matchAll(/(?:^|[^\w'"])(?:from|import|require)\s*\(?\s*'([\w@][^'\s]*)'/gm)) {
    const parts = name.split('/');
    const root = name.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
    if (!root.startsWith('node:') && !builtinModules.includes(root)) imported.set(root, file);
  }
}
// Tools are used by scripts and settings rather than by imports.
const tools = new Set([
  'typescript',
  'prettier',
  'dependency-cruiser',
  'jest',
  'eslint',
  '@swc/core',
  '@swc/jest',
  'playwright-core',
]);
for (const name of Object.keys(listed)) {
  const used =
    imported.has(name) ||
    name.startsWith('@types/') ||
    tools.has(name) ||
    Object.values(scripts).some((script) => script.includes(name));
  if (!used) faults.push(`package.json: nobody imports ${name}`);
}
for (const [name, file] of imported)
  if (!(name in listed)) faults.push(`${file}: imports ${name}, which package.json does not list`);

for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
