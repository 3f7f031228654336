// `npm run package -- hello`: puts a shipped workflow into dist/packages/hello, ready for `aws cloudformation package`:
// its template, its definitions for whatever account and Region they are deployed in, and its functions, bundled.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const folders = process.argv.slice(2);
if (folders.length === 0)
  throw new Error('Name a folder of src/workflows, such as: npm run package -- hello');
for (const folder of folders) await pack(folder);

async function pack(folder) {
  const from = new URL(`src/workflows/${folder}/`, root);
  const to = new URL(`dist/packages/${folder}/`, root);
  if (!existsSync(new URL('template.yaml', from)))
    throw new Error(`There is no workflow ${folder} in src/workflows.`);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  writeFileSync(new URL('template.yaml', to), readFileSync(new URL('template.yaml', from)));
  for (const file of readdirSync(from).filter((name) => name.endsWith('.asl.json'))) {
    const definition = readFileSync(new URL(file, from), 'utf8');
    // The sandbox's own; the template's DefinitionSubstitutions put the stack's in their place.
    writeFileSync(new URL(file, to), definition.replaceAll('us-east-1:000000000000', '${Region}:${Account}'));
  }
  const functions = new URL('functions/', from);
  if (existsSync(functions)) await bundle(functions, new URL('functions/', to));
  console.log(`dist/packages/${folder}`);
}

/** One file a function; the SDK is part of Lambda's runtime. */
async function bundle(from, to) {
  const sources = readdirSync(from).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: sources.map((name) => fileURLToPath(new URL(name, from))),
    outdir: fileURLToPath(to),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: ['@aws-sdk/*'],
  });
}
