import { describe, expect, it } from '@jest/globals';
import { answering } from './answering.ts';

describe('/workflow list', () => {
  it('shows all, or those with a word in their names, and says where there is none', async () => {
    const { answer } = await answering({ machines: ['deploy-api', 'Deploy-web', 'HelloWorld'] });
    expect((await answer('list'))?.text).toMatch(/deploy-api[^]*Deploy-web[^]*HelloWorld/);
    const some = (await answer('list  DEPLOY'))?.text;
    expect(some).toMatch(/deploy-api[^]*Deploy-web/);
    expect(some).not.toContain('HelloWorld');
    expect((await answer('list billing'))?.text).toMatch(/^None of the 3 state machines .* has “billing”/);
  });
});
