import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const nothing = mkdtempSync(join(tmpdir(), 'signalbox-nothing-'));
afterAll(() => {
  rmSync(nothing, { recursive: true });
});

/** On a machine without Java, Maven and Python, where nothing was fetched before. */
const run = (program: string) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '..', program)], {
    encoding: 'utf8',
    env: { PATH: nothing, XDG_CACHE_HOME: nothing, HOME: nothing },
  });

describe('the peers of AWS, where none can be had', () => {
  it('are left out aloud, each and all', () => {
    const { status, stdout } = run('peers/all.mjs');
    expect(status).toBe(69);
    for (const part of ['peers of the queues', 'DynamoDB Local', 'functions of workflows on moto'])
      expect(stdout).toContain(`== ${part}: LEFT OUT, it needs what cannot be had here`);
  });

  it('are left out also where one part is asked for alone', () => {
    const { status, stdout } = run('peers-dynamodb/run.mjs');
    expect(status).toBe(69);
    expect(stdout).toContain('!! DynamoDB Local is LEFT OUT, it cannot be had here: there is no Java here');
  });

  it('are left out as linters as well', () => {
    const { status, stdout } = run('peers/lint.mjs');
    expect(status).toBe(69);
    expect(stdout).toContain('!! statelint, cfn-lint and hadolint are LEFT OUT, they cannot be had here');
  });
});
