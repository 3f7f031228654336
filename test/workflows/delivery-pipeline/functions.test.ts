import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/platform/index.ts';
import { zip } from '../../../src/workflows/delivery-pipeline/functions/lib/zip.ts';
import { handler as timeApi } from '../../../src/workflows/delivery-pipeline/functions/time-api.ts';
import { openOnSandbox, type FunctionsOn } from '../functions-on.ts';
import { Bucket, describeSourceAndBuild } from './cases.ts';

describeSourceAndBuild('the sandbox', openOnSandbox);

describe('the time API', () => {
  it.each([
    ['/time', 200, { zone: 'UTC', version: 'none' }],
    ['/time/Europe/Madrid', 200, { zone: 'Europe/Madrid' }],
    ['/time/Europe%2FMadrid', 200, { zone: 'Europe/Madrid' }],
    ['/time/Nowhere', 404, { error: 'There is no time zone Nowhere; name one as Europe/Madrid.' }],
    ['/timetable', 404, { error: 'There is no /timetable; there are /time and /time/{timeZone}.' }],
    ['/', 404, { error: 'There is no /; there are /time and /time/{timeZone}.' }],
  ])('answers %s with %d', async (path, statusCode, body) => {
    const answer = await timeApi({ path });
    expect(answer.statusCode).toBe(statusCode);
    expect(JSON.parse(answer.body)).toMatchObject(body);
  });
});

describe('a package', () => {
  it('is an archive that others can open, and the same for the same files', () => {
    const files = { 'main.mjs': 'export {};', 'version.json': '{"version":"1.0.0 – ü"}' };
    expect(zip(files).equals(zip(files))).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    writeFileSync(join(folder, 'a.zip'), zip(files));
    const read =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])';
    const { status, stderr } = spawnSync('python3', ['-c', read, join(folder, 'a.zip'), folder], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    rmSync(folder, { recursive: true });
  });
});

describe('Deploy and the integration tests', () => {
  const api = (answer: string) =>
    zip({
      'time-api.mjs': `export const handler = async ({ path }) => path.endsWith('Nowhere')
        ? { statusCode: 404, body: '{}' } : { statusCode: 200, body: JSON.stringify(${answer}) };`,
    });
  const right = (version: string) =>
    `{ at: new Date().toISOString(), zone: path.slice(6) || 'UTC', version: '${version}' }`;
  let on: FunctionsOn;
  let s3: S3Client;
  let lambda: Lambda;
  beforeAll(async () => {
    on = await openOnSandbox();
    s3 = new S3Client({ ...on.settings, forcePathStyle: true });
    lambda = new Lambda(on.settings);
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    s3.destroy();
    lambda.destroy();
    await on.close();
  });

  const deploy = async (stage: string, version: string, answer: string) => {
    const artifact = `artifacts/${version}/time-api.zip`;
    await s3.send(new PutObjectCommand({ Bucket, Key: artifact, Body: api(answer) }));
    return on.invoke('delivery-pipeline-deploy', { target: 'time-api', artifact, stage, version });
  };
  const test = (stage: string, version: string, flaky = {}) =>
    on.invoke('delivery-pipeline-run-tests', { stage, version, run: { flaky } });

  it('give each stage its version, and note it in the stage’s folder', async () => {
    expect(await deploy('beta', '1.0.0', right('1.0.0'))).toEqual({
      ok: true,
      payload: { stage: 'beta', functionVersion: '1' },
    });
    expect(await deploy('beta', '1.1.0', right('1.1.0'))).toEqual({
      ok: true,
      payload: {
        stage: 'beta',
        functionVersion: '2',
        before: expect.objectContaining({ version: '1.0.0', functionVersion: '1' }),
      },
    });
    await deploy('gamma', '1.0.0', right('1.0.0'));
    const { Aliases = [] } = await lambda.listAliases({ FunctionName: 'delivery-pipeline-time-api' });
    expect(Aliases.map(({ Name }) => Name)).toEqual(['beta', 'gamma']);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'stages/beta/time-api.json' }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
      version: '1.1.0',
      functionVersion: '2',
    });
    expect(await test('beta', '1.1.0')).toEqual({ ok: true, payload: { passed: 4 } });
    expect(await test('gamma', '1.0.0')).toEqual({ ok: true, payload: { passed: 4 } });
  });

  it('know what a stage had before, also at a second try, and set it back', async () => {
    const note = async () => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'stages/prod/time-api.json' }));
      return JSON.parse((await Body?.transformToString()) ?? '') as JsonObject;
    };
    await deploy('prod', '1.0.0', right('1.0.0'));
    await deploy('prod', '1.1.0', right('1.1.0'));
    const third = await deploy('prod', '1.2.0', right('1.2.0'));
    expect(await deploy('prod', '1.2.0', right('1.2.0'))).toEqual(third);
    const { before } = third.ok ? (third.payload as { before: JsonObject }) : { before: {} };
    expect(before).toMatchObject({ version: '1.1.0', artifact: 'artifacts/1.1.0/time-api.zip' });
    expect(before).not.toHaveProperty('before');
    expect(await test('prod', '1.2.0')).toMatchObject({ ok: true });
    const restored = await on.invoke('delivery-pipeline-restore', { stage: 'prod', before });
    expect(restored).toEqual({ ok: true, payload: { stage: 'prod', version: '1.1.0' } });
    expect(await test('prod', '1.1.0')).toMatchObject({ ok: true });
    expect(await note()).toEqual(before);
  });

  it.each([
    [
      'another version answers',
      right('0.9.0'),
      '2 of 4 tests failed in beta: /time answers in UTC; /time/Europe/Madrid answers in that zone.',
    ],
    [
      'its clock is wrong',
      `{ ...${right('2.0.0')}, at: new Date(0).toISOString() }`,
      '2 of 4 tests failed in beta',
    ],
    ['it breaks', 'nothing.of.the.kind', '/time broke in beta: Unhandled.'],
  ])('fail where %s', async (_what, answer, words) => {
    await deploy('beta', '2.0.0', answer);
    expect(await test('beta', '2.0.0')).toMatchObject({
      ok: false,
      errorType: 'IntegrationTestsFailed',
      errorMessage: expect.stringContaining(words),
    });
  });

  it('fail for no reason where they are told to be flaky', async () => {
    await deploy('beta', '3.0.0', right('3.0.0'));
    expect(await test('beta', '3.0.0', { gamma: 1 })).toMatchObject({ ok: true });
    expect(await test('beta', '3.0.0', { beta: 1 })).toMatchObject({
      ok: false,
      errorMessage: '1 of 4 tests failed in beta: the network holds.',
    });
  });
});
