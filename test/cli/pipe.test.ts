import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

describe('the command line', () => {
  it('does not fall over when nobody reads what it prints any more', async () => {
    const child = spawn(process.execPath, [program, 'sandbox', '--list-tours'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(told).toBe('');
    expect(code).toBe(0);
  });
});
