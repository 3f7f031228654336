import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonValue } from '../../../../src/platform/index.ts';
import type { Invocation } from '../../../../src/sandbox/aws/functions.ts';
import { jsonBody, openEndpoint, type Endpoint } from '../endpoint.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:greet';
let endpoint: Endpoint | undefined;
afterEach(async () => {
  await endpoint?.stop();
  endpoint = undefined;
});

async function open(answer: (payload: JsonValue) => Invocation = (payload) => ({ ok: true, payload })) {
  const invoked: JsonValue[] = [];
  const opened = await openEndpoint({
    names: () => ['bye', 'greet'],
    has: (name) => name === 'greet' || name === 'bye',
    invoke(_name, payload) {
      invoked.push(payload);
      return Promise.resolve(answer(payload));
    },
  });
  endpoint = opened;
  const invoke = (name: string, body: string, headers: Record<string, string> = {}, query = '') =>
    opened.request('lambda', `/2015-03-31/functions/${encodeURIComponent(name)}/invocations${query}`, {
      method: 'POST',
      body,
      headers,
    });
  const get = (path: string) => opened.request('lambda', `/2015-03-31/functions/${path}`);
  return { opened, invoked, invoke, get };
}

describe('Invoke', () => {
  it.each(['greet', 'greet:$LATEST', arn, `${arn}:$LATEST`, '000000000000:function:greet'])(
    'runs the function that %s names',
    async (name) => {
      const { invoke } = await open();
      const response = await invoke(name, '{"n":1}');
      expect(response.status).toBe(200);
      expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
      expect(response.headers.get('x-amz-function-error')).toBeNull();
      expect(await response.text()).toBe('{"n":1}');
    },
  );

  it('gives an error of the function as a payload', async () => {
    const { invoke } = await open(() => ({
      ok: false,
      errorType: 'Custom',
      errorMessage: 'no',
      trace: ['Custom: no'],
    }));
    const response = await invoke('greet', '{}');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await jsonBody(response)).toEqual({
      errorType: 'Custom',
      errorMessage: 'no',
      trace: ['Custom: no'],
    });
  });

  it('gives an empty body on as an empty event', async () => {
    const { invoke, invoked } = await open();
    await invoke('greet', '');
    expect(invoked).toEqual([{}]);
  });

  it('answers Event at once and tries a failed call twice more', async () => {
    const { opened, invoke, invoked } = await open(() => ({ ok: false, errorType: 'E', errorMessage: '' }));
    const response = await invoke('greet', '{"n":2}', { 'x-amz-invocation-type': 'Event' });
    expect([response.status, await response.text()]).toEqual([202, '']);
    for (const afterMs of [0, 60_000, 120_000, 600_000]) {
      await opened.clock.advance(afterMs);
      await opened.settled();
    }
    expect(invoked).toEqual([{ n: 2 }, { n: 2 }, { n: 2 }]);
  });

  it('runs nothing for DryRun', async () => {
    const { invoke, invoked } = await open();
    expect((await invoke('greet', '{}', { 'x-amz-invocation-type': 'DryRun' })).status).toBe(204);
    expect(invoked).toEqual([]);
  });

  it.each([
    ['nobody', '', 404, 'ResourceNotFoundException', `Function not found: ${arn.replace('greet', 'nobody')}`],
    ['greet', '?Qualifier=7', 404, 'ResourceNotFoundException', `Function not found: ${arn}:7`],
  ])('refuses %s%s in the shape of the service', async (name, query, status, code, Message) => {
    const { invoke } = await open();
    const response = await invoke(name, '{}', {}, query);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(code);
    expect(await jsonBody(response)).toEqual({ Type: 'User', Message });
  });

  it.each([
    ['text that is no JSON', 'greet', 'nope', {}, 400, 'InvalidRequestContentException'],
    ['more than 6 MB', 'greet', JSON.stringify('x'.repeat(6_291_456)), {}, 413, 'RequestTooLargeException'],
    [
      'an Event of more than 1 MB',
      'greet',
      JSON.stringify('x'.repeat(1_048_576)),
      { 'x-amz-invocation-type': 'Event' },
      413,
      'RequestTooLargeException',
    ],
    [
      'a way that is none',
      'greet',
      '{}',
      { 'x-amz-invocation-type': 'Soon' },
      400,
      'InvalidParameterValueException',
    ],
    ['a name that is none', 'a b', '{}', {}, 400, 'ValidationException'],
  ])('refuses %s', async (_what, name, body, headers, status, code) => {
    const { invoke } = await open();
    const response = await invoke(name, body, headers);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, code]);
  });

  it('does not give on a result of more than 6 MB', async () => {
    const { invoke } = await open(() => ({ ok: true, payload: 'x'.repeat(6_291_456) }));
    expect(await jsonBody(await invoke('greet', '{}'))).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
  });
});

describe('looking at functions', () => {
  it('lists them by name, page by page', async () => {
    const { get } = await open();
    const first = await jsonBody(await get('?MaxItems=1'));
    expect(first).toMatchObject({ Functions: [{ FunctionName: 'bye' }], NextMarker: 'bye' });
    const rest = await jsonBody(await get('?Marker=bye'));
    expect(rest).toMatchObject({ Functions: [{ FunctionName: 'greet', FunctionArn: arn }] });
    expect(rest).not.toHaveProperty('NextMarker');
  });

  it('describes one, whole and its configuration alone', async () => {
    const { get } = await open();
    const configuration = await jsonBody(await get('greet/configuration'));
    expect(configuration).toMatchObject({
      FunctionArn: arn,
      Timeout: 30,
      Version: '$LATEST',
      State: 'Active',
    });
    expect(await jsonBody(await get('greet'))).toMatchObject({ Configuration: configuration });
    expect((await get('nobody')).status).toBe(404);
  });
});
