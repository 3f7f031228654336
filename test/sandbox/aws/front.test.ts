import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEndpoint, type Endpoint } from './endpoint.ts';

let endpoint: Endpoint;
beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.stop());

const form = (action: string) => ({ method: 'POST', body: `Action=${action}&Version=2010-05-08` });

describe('a service that the sandbox has not', () => {
  it('is refused in XML where it speaks the query protocol', async () => {
    const response = await endpoint.request('elasticache', '/', form('DescribeEverything'));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toContain(
      '<ErrorResponse xmlns=""><Error><Type>Sender</Type><Code>InvalidAction</Code>',
    );
    expect(endpoint.calls()).toMatchObject([
      { service: 'elasticache', name: 'DescribeEverything', ok: false, error: 'InvalidAction' },
    ]);
  });

  it('is refused in JSON where it has a target', async () => {
    const response = await endpoint.request('glue', '/', {
      method: 'POST',
      body: '{}',
      headers: { 'x-amz-target': 'AWSGlue.StartJobRun' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
    expect(endpoint.calls()).toMatchObject([{ service: 'glue', name: 'StartJobRun', ok: false }]);
  });

  it('can be made to fail in another way', async () => {
    endpoint.faults.add({ side: 'aws', call: 'iam.ListUsers', error: 'Throttling', when: 'before' }, 1);
    const response = await endpoint.request('iam', '/', form('ListUsers'));
    expect(await response.text()).toContain('<Code>Throttling</Code>');
  });
});

describe('a call without an operation', () => {
  it('is an unknown operation', async () => {
    const response = await endpoint.request('states', '/', {
      method: 'POST',
      body: '{}',
      headers: { 'x-amz-target': '' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});
