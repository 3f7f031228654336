import { describe, expect, it } from '@jest/globals';
import { createExecutions } from '../../src/executions/index.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { groundOf, stepFunctionsOf } from './ground.ts';

const region = 'arn:aws:states:eu-west-1:111122223333';
const clock = createShiftableClock({ frozenAt: 0 });

/** `deploy-api` and nothing else is ours; whatever asks AWS about a single execution is noted. */
function asking() {
  const asked: string[] = [];
  const stepFunctions = stepFunctionsOf({
    machines: () =>
      Promise.resolve([
        { name: 'deploy-api', arn: `${region}:stateMachine:deploy-api`, type: 'STANDARD' as const },
      ]),
    executions: () => Promise.resolve([]),
    describe: (arn) => {
      asked.push(arn);
      return Promise.reject(new Error('not asked for in this test'));
    },
    stop: (arn) => {
      asked.push(arn);
      return Promise.reject(new Error('not asked for in this test'));
    },
  });
  return {
    asked,
    executions: createExecutions(groundOf({ stepFunctions }, { stores: createMemoryStores(), clock })),
  };
}

describe('a name that leads elsewhere', () => {
  it.each([
    ['another account', 'arn:aws:states:eu-west-1:999999999999:execution:deploy-api:run'],
    ['another Region', 'arn:aws:states:us-east-1:111122223333:execution:deploy-api:run'],
    ['another machine whose name begins alike', `${region}:execution:deploy-api-secret:run`],
    ['an activity', `${region}:activity:deploy-api`],
    ['a path', '../deploy-api'],
    ['a path behind a name', 'deploy-api/../../secret'],
    ['a look-alike letter', 'deplоy-api'],
    ['a zero-width letter', 'deploy\u200b-api'],
    ['a name with a colon', 'deploy-api:run'],
    ['signs of a shell', 'deploy-api; rm -rf /'],
    ['a wildcard', 'deploy-*'],
  ])('is refused without a call to AWS about it: %s', async (_, name) => {
    const { asked, executions } = asking();
    expect(await executions.status({ who: 'U0A', name })).toMatchObject({ kind: 'refused' });
    expect(await executions.toAbort({ who: 'U0A', name })).toMatchObject({ kind: 'refused' });
    expect(asked).toEqual([]);
  });
});
