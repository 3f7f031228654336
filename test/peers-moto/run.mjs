// `npm run test:moto`, and last part of `npm run test:aws`: the functions of the shipped workflows, held against moto as they
// are against the sandbox. A folder brings its cases in FOLDER.peer.ts.
import { spawnSync } from 'node:child_process';
import { startMoto } from '../peers/moto.mjs';
import { Unavailable, UNAVAILABLE } from '../peers/unavailable.mjs';

// The sandbox's account: the templates' names and ARNs are resolved in it.
process.env['MOTO_ACCOUNT_ID'] = '000000000000';

const server = await startMoto().catch((error) => {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`!! moto is LEFT OUT, it cannot be had here: ${error.message}`);
});
process.exitCode = server === undefined ? UNAVAILABLE : await suites(server);

async function suites({ origin, stop }) {
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'test/peers-moto/jest.config.js'];
  const { status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...jest],
    { stdio: 'inherit', env: { ...process.env, SIGNALBOX_TEST_MOTO: origin } },
  );
  await stop();
  return status ?? 1;
}
