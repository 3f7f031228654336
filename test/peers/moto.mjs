import { join } from 'node:path';
import { cached } from './cache.mjs';
import { freePort, startServer } from './server.mjs';
import { runTool } from './tool.mjs';

const version = '5.2.5';

/** moto's server, from PyPI. Its `server` extra brings every other service's needs along: three times as much. */
export async function startMoto() {
  const venv = await cached(`moto-${version}`, async (folder) => {
    await runTool('python3', ['-m', 'venv', folder]);
    await runTool(join(folder, 'bin/pip'), ['install', '-q', `moto==${version}`, 'flask', 'flask-cors']);
  });
  const port = await freePort();
  return startServer({
    name: 'moto',
    command: join(venv, 'bin/moto_server'),
    args: ['-H', '127.0.0.1', '-p', String(port)],
    origin: `http://127.0.0.1:${port}`,
    // AWS's own policies, which an account's users can be given.
    env: { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
}
