import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFunctionFiles, type FunctionFiles } from '../../../../src/sandbox/aws/lambda/index.ts';
import { openEndpoint, type Endpoint } from '../endpoint.ts';
import { zipped } from './zip.ts';

const FunctionName = 'f';
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const says = (text: string) =>
  zipped({
    'main.mjs': `export const handler = async (event, context) =>
    ['${text}', context.functionVersion, context.invokedFunctionArn];`,
  });
let folder = '';
let functions: FunctionFiles;
let endpoint: Endpoint;
let lambda: Lambda;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'versions-'));
  writeFileSync(join(folder, 'main.js'), "exports.handler = async () => ['first'];");
  functions = createFunctionFiles({ files: new Map([[FunctionName, join(folder, 'main.js')]]) });
  endpoint = await openEndpoint(functions);
  const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };
  lambda = new Lambda({ endpoint: endpoint.origin, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  lambda.destroy();
  await endpoint.stop();
  await functions.stop();
  rmSync(folder, { recursive: true });
});

async function said(Qualifier?: string): Promise<unknown> {
  const answer = await lambda.invoke({ FunctionName, ...(Qualifier !== undefined && { Qualifier }) });
  return JSON.parse(answer.Payload?.transformToString() ?? '');
}

describe('a function that is given code', () => {
  it('runs it from then on, and its published versions stay as they are', async () => {
    expect(await said()).toEqual(['first']);
    const one = await lambda.updateFunctionCode({ FunctionName, ZipFile: says('one'), Publish: true });
    expect(one).toMatchObject({ Version: '1', FunctionArn: `${arn}:1`, Handler: 'main.handler' });
    const two = await lambda.updateFunctionCode({ FunctionName, ZipFile: says('two') });
    expect(two).toMatchObject({ Version: '$LATEST', FunctionArn: arn });
    expect(await said()).toEqual(['two', '$LATEST', arn]);
    expect(await said('1')).toEqual(['one', '1', `${arn}:1`]);
    expect(await lambda.publishVersion({ FunctionName, Description: 'second' })).toMatchObject({
      Version: '2',
      Description: 'second',
      CodeSha256: two.CodeSha256,
    });
    const { Versions = [] } = await lambda.listVersionsByFunction({ FunctionName });
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
  });

  it('keeps its number where nothing changed', async () => {
    const update = () => lambda.updateFunctionCode({ FunctionName, ZipFile: says('one'), Publish: true });
    expect((await update()).Version).toBe('1');
    expect((await update()).Version).toBe('1');
    expect((await lambda.publishVersion({ FunctionName })).Version).toBe('1');
  });

  it('takes packages stored or deflated, with the files that its code reads', async () => {
    const files = {
      'main.mjs': `import { readFileSync } from 'node:fs';
        export const handler = async () => readFileSync(new URL('deep/words.txt', import.meta.url), 'utf8');`,
      'deep/words.txt': 'words',
    };
    for (const compressed of [true, false]) {
      await lambda.updateFunctionCode({ FunctionName, ZipFile: zipped(files, compressed) });
      expect(await said()).toBe('words');
    }
  });

  it('may use the SDK, as Lambda has it', async () => {
    const code =
      "import { S3Client } from '@aws-sdk/client-s3'; export const handler = async () => typeof S3Client;";
    await lambda.updateFunctionCode({ FunctionName, ZipFile: zipped({ 'main.mjs': code }) });
    expect(await said()).toBe('function');
  });

  it.each([
    ['what is no archive', Buffer.from('nothing of the kind')],
    ['an archive cut short', says('one').subarray(20)],
    ['paths that lead out of it', zipped({ '../main.mjs': '' })],
  ])('is not given %s', async (_what, ZipFile) => {
    await expect(lambda.updateFunctionCode({ FunctionName, ZipFile })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
    expect(await said()).toEqual(['first']);
  });

  it('without the file of its handler fails when it is called', async () => {
    await lambda.updateFunctionCode({ FunctionName, ZipFile: zipped({ 'other.mjs': '' }) });
    expect(await said()).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  });

  it('tells where its code cannot be found', async () => {
    const place = { S3Bucket: 'none-of-that-name', S3Key: 'f.zip' };
    await expect(lambda.updateFunctionCode({ FunctionName, ...place })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Error occurred while GetObject. S3 Error Code:'),
    });
  });
});

describe('an alias', () => {
  beforeEach(async () => {
    for (const text of ['one', 'two'])
      await lambda.updateFunctionCode({ FunctionName, ZipFile: says(text), Publish: true });
  });

  it('is created, moved, shown and deleted, and callers follow it', async () => {
    const made = await lambda.createAlias({
      FunctionName,
      Name: 'beta',
      FunctionVersion: '1',
      Description: 'b',
    });
    expect(made).toMatchObject({
      AliasArn: `${arn}:beta`,
      Name: 'beta',
      FunctionVersion: '1',
      Description: 'b',
    });
    expect(await said('beta')).toEqual(['one', '1', `${arn}:beta`]);
    const moved = await lambda.updateAlias({ FunctionName, Name: 'beta', FunctionVersion: '2' });
    expect(moved).toMatchObject({ FunctionVersion: '2', Description: 'b' });
    expect(await said('beta')).toEqual(['two', '2', `${arn}:beta`]);
    expect(await lambda.getAlias({ FunctionName, Name: 'beta' })).toMatchObject({ FunctionVersion: '2' });
    await lambda.createAlias({ FunctionName, Name: 'old', FunctionVersion: '1' });
    const { Aliases = [] } = await lambda.listAliases({ FunctionName, FunctionVersion: '1' });
    expect(Aliases.map(({ Name }) => Name)).toEqual(['old']);
    await lambda.deleteAlias({ FunctionName, Name: 'beta' });
    await expect(lambda.getAlias({ FunctionName, Name: 'beta' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${arn}:beta`,
    });
  });

  it('needs a name of its own, and a version that is there', async () => {
    await lambda.createAlias({ FunctionName, Name: 'beta', FunctionVersion: '1' });
    const again = lambda.createAlias({ FunctionName, Name: 'beta', FunctionVersion: '2' });
    await expect(again).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Alias already exists: ${arn}:beta`,
    });
    const nowhere = lambda.updateAlias({ FunctionName, Name: 'beta', FunctionVersion: '9' });
    await expect(nowhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const number = lambda.createAlias({ FunctionName, Name: '12', FunctionVersion: '1' });
    await expect(number).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
