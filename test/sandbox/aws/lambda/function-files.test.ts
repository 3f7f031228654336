import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFunctionFiles, type FunctionFiles } from '../../../../src/sandbox/aws/lambda/index.ts';

let folder = '';
let functions: FunctionFiles | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
});
afterEach(async () => {
  await functions?.stop();
  rmSync(folder, { recursive: true });
});

function load(sources: Readonly<Record<string, string>>, timeoutSeconds = 10): FunctionFiles {
  const files = new Map<string, string>();
  for (const [file, source] of Object.entries(sources)) {
    const path = join(folder, file);
    writeFileSync(path, source);
    files.set(file.replace(/\.\w+$/, ''), path);
  }
  functions = createFunctionFiles({ files, timeoutSeconds });
  return functions;
}

describe('a function in a file', () => {
  it('gets its event and context, and its result is the answer', async () => {
    const run = load({
      'f.mjs': `export const handler = async (event, context) => ({ event, name: context.functionName,
        id: context.awsRequestId, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 0 });`,
    });
    expect(await run.invoke('f', { n: 1 }, { requestId: 'r', functionArn: 'a' })).toEqual({
      ok: true,
      payload: { event: { n: 1 }, name: 'f', id: 'r', arn: 'a', left: true },
    });
  });

  it('stays warm from call to call', async () => {
    const run = load({ 'f.mjs': 'let calls = 0; export const handler = async () => (calls += 1);' });
    await run.invoke('f', null);
    expect(await run.invoke('f', null)).toEqual({ ok: true, payload: 2 });
  });

  it('may be CommonJS and answer by its callback', async () => {
    const run = load({
      'f.js': 'exports.handler = (event, context, callback) => { callback(null, event.n + 1); };',
    });
    expect(await run.invoke('f', { n: 1 })).toEqual({ ok: true, payload: 2 });
  });

  it('that returns nothing answers null', async () => {
    const run = load({ 'f.mjs': 'export const handler = async () => {};' });
    expect(await run.invoke('f', null)).toEqual({ ok: true, payload: null });
  });

  it('sees its Region, and what its template gives to it there', async () => {
    const file = join(folder, 'f.mjs');
    writeFileSync(
      file,
      'export const handler = async () => [process.env.AWS_REGION, process.env.KEEP ?? null];',
    );
    const arn = (region: string) => `arn:aws:lambda:${region}:000000000000:function:f`;
    functions = createFunctionFiles({
      files: new Map([['f', file]]),
      environments: new Map([[arn('us-west-2'), { KEEP: '3' }]]),
    });
    functions.useEnvironment({ AWS_REGION: 'us-east-1' });
    const seen = async (functionArn: string) => functions?.invoke('f', null, { requestId: 'r', functionArn });
    expect(await seen(arn('us-west-2'))).toEqual({ ok: true, payload: ['us-west-2', '3'] });
    expect(await seen(arn('us-east-2'))).toEqual({ ok: true, payload: ['us-east-2', null] });
    expect(await functions.invoke('f', null)).toEqual({ ok: true, payload: ['us-east-1', null] });
  });

  it('sees the environment that it was given, and nothing of ours', async () => {
    const run = load({
      'f.mjs':
        'export const handler = async () => [process.env.AWS_ENDPOINT_URL, process.env.AWS_LAMBDA_FUNCTION_NAME, process.env.PATH ?? null];',
    });
    await run.invoke('f', null);
    run.useEnvironment({ AWS_ENDPOINT_URL: 'http://here' });
    expect(await run.invoke('f', null)).toEqual({ ok: true, payload: ['http://here', 'f', null] });
  });

  it.each([
    ['an error by its name', "const e = new Error('m'); e.name = 'Custom'; throw e;", 'Custom', 'm'],
    ['a string', "throw 'words';", 'string', 'words'],
    ['an object', "throw { toString: () => 'thing' };", 'object', 'thing'],
    ['nothing at all', 'throw null;', 'handled', expect.any(String)],
    ['a result that is no JSON', 'return 1n;', 'Runtime.MarshalError', expect.any(String)],
  ])('throws %s as the Lambda runtime reports it', async (_what, body, errorType, errorMessage) => {
    const run = load({ 'f.mjs': `export const handler = async () => { ${body} };` });
    expect(await run.invoke('f', null)).toMatchObject({ ok: false, errorType, errorMessage });
  });

  it('that loops without end times out, and the next call finds a fresh one', async () => {
    const run = load(
      { 'f.mjs': 'export const handler = async ({ loop }) => { while (loop); return 1; };' },
      1,
    );
    expect(await run.invoke('f', { loop: true }, { requestId: 'r', functionArn: 'a' })).toEqual({
      ok: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: r Error: Task timed out after 1.00 seconds',
    });
    expect(await run.invoke('f', { loop: false })).toEqual({ ok: true, payload: 1 });
  });

  it.each([
    ['process.exit(3);', 'Runtime.ExitError', 'RequestId: r Error: Runtime exited with error: exit status 3'],
    [
      "setTimeout(() => { throw new TypeError('later'); }); await new Promise(() => {});",
      'TypeError',
      'later',
    ],
  ])('that crashes with %s takes nothing else down', async (body, errorType, errorMessage) => {
    const run = load({
      'f.mjs': `export const handler = async ({ crash }) => { if (crash) { ${body} } return 1; };`,
    });
    expect(await run.invoke('f', { crash: true }, { requestId: 'r', functionArn: 'a' })).toMatchObject({
      ok: false,
      errorType,
      errorMessage,
    });
    expect(await run.invoke('f', { crash: false })).toEqual({ ok: true, payload: 1 });
  });

  it.each([
    ['export const handler = (', 'Runtime.UserCodeSyntaxError'],
    ["import './not-there.mjs'; export const handler = () => 1;", 'Runtime.ImportModuleError'],
    ['export const handle = 1;', 'Runtime.HandlerNotFound'],
    ['export const handler = 1;', 'Runtime.HandlerNotFound'],
    ["throw new RangeError('at load');", 'RangeError'],
  ])('that cannot be loaded says so: %s', async (source, errorType) => {
    const run = load({ 'f.mjs': source });
    expect(await run.check('f')).toMatchObject({ errorType });
    expect(await run.invoke('f', null)).toMatchObject({ ok: false, errorType });
  });

  it('answers more calls at once than it has threads', async () => {
    const run = load({ 'f.mjs': 'export const handler = async (event) => event;' });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => run.invoke('f', at)));
    expect(answers.every((answer, at) => answer.ok && answer.payload === at)).toBe(true);
  });

  it('is known by its name alone', async () => {
    const run = load({ 'b.mjs': '', 'a.mjs': '' });
    expect(run.names()).toEqual(['a', 'b']);
    expect(run.has('c')).toBe(false);
    expect(await run.invoke('c', null)).toMatchObject({ ok: false, errorType: 'ResourceNotFoundException' });
  });
});
