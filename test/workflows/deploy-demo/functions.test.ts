import { describe, expect, it } from '@jest/globals';
import { handler as build } from '../../../src/workflows/deploy-demo/functions/build.ts';
import { handler as deploy } from '../../../src/workflows/deploy-demo/functions/deploy.ts';

describe('deploy-demo', () => {
  it('builds what its input names, and deploys what was built', async () => {
    const built = await build({ service: 'billing-api', version: '2.14.0' });
    expect(built).toEqual({ artifact: 'billing-api-2.14.0.tar.gz' });
    expect(await deploy({ build: built })).toEqual({ deployed: built.artifact, environment: 'prod' });
  });

  it('builds something of an empty input too', async () => {
    expect(await build({})).toEqual({ artifact: 'service-0.0.0.tar.gz' });
  });

  it('does not deploy where nothing was built', async () => {
    await expect(deploy({})).rejects.toThrow('There is nothing to deploy: build.artifact is missing.');
  });
});
