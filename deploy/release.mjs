// `npm run release [-- FOLDER]`: what a version is handed out as, in release or FOLDER: the package, what is in it
// (an SBOM in CycloneDX), the templates of the stack, and the sums of all. It publishes nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, 'release'));
const { name, version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

try {
  const changed = does('git', 'status', '--porcelain').trim();
  if (changed !== '')
    throw new Error(`A release is made of what is committed, and these are not:\n${changed}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // What an earlier build has left there is not of this version; `npm pack` builds.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  does('npm', 'pack', '--ignore-scripts=false', '--silent', '--pack-destination', folder);
  writeFileSync(join(folder, 'sbom.cdx.json'), billOfMaterials());
  for (const template of readdirSync(join(root, 'deploy')).filter((file) => file.endsWith('.yaml')))
    copyFileSync(join(root, 'deploy', template), join(folder, template));
  writeFileSync(join(folder, 'SHA256SUMS'), sums());
  console.log(`${name} ${version} of ${does('git', 'rev-parse', 'HEAD').trim()} is in ${folder}:`);
  console.log(readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Every package that the bot runs with, with version, licence and hash. */
function billOfMaterials() {
  const bill = JSON.parse(does('npm', 'sbom', '--sbom-format', 'cyclonedx'));
  // `--omit dev` leaves out what one of our tools needs as well (npm 11.19): commander, of dependency-cruiser.
  bill.components = bill.components.filter((one) => !one.properties.some(isForDevelopment));
  const refs = new Set([bill.metadata.component, ...bill.components].map((one) => one['bom-ref']));
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) }));
  // npm takes the name of the folder where that is another one.
  Object.assign(bill.metadata.component, { name, version, purl: `pkg:npm/${name}@${version}` });
  const missing = Object.entries(dependencies).filter(
    ([wanted, at]) => !bill.components.some((one) => one.name === wanted && one.version === at),
  );
  if (missing.length > 0)
    throw new Error(`The SBOM lacks ${missing.map((one) => one.join('@')).join(', ')}: run npm ci first.`);
  const unlicensed = bill.components.filter((one) => !one.licenses?.length).map((one) => one.purl);
  if (unlicensed.length > 0) throw new Error(`No licence is known of ${unlicensed.join(', ')}.`);
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function isForDevelopment({ name: key, value }) {
  return key === 'cdx:npm:package:development' && value === 'true';
}

/** As `sha256sum --check SHA256SUMS` reads them. */
function sums() {
  return readdirSync(folder)
    .toSorted()
    .map((file) => {
      const sum = createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
      return `${sum}  ${file}\n`;
    })
    .join('');
}

function does(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`);
}
