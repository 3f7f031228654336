import { describe, expect, it } from '@jest/globals';
import { createExecutions, type ExecutionsNeeds, type Workflow } from '../../src/executions/index.ts';
import { compileSchema } from '../../src/forms/index.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { groundOf, stepFunctionsOf } from './ground.ts';

const arnOf = (name: string) => `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`;
const compiled = compileSchema({ type: 'object', required: ['version'] });
const input = 'input' in compiled ? compiled.input : undefined;

function open(options: { workflows?: readonly Workflow[]; mayNot?: readonly string[] } = {}) {
  const started: { name: string; input: string }[] = [];
  const names = ['deploy-api', 'deploy-web', 'Hello'];
  const stepFunctions = stepFunctionsOf({
    executions: async () => [],
    machines: async () => names.map((name) => ({ name, arn: arnOf(name), type: 'STANDARD' as const })),
    async start({ name, input: text, stateMachineArn }) {
      const again = started.some((one) => one.name === name);
      if (!again) started.push({ name, input: text });
      return { executionArn: `${stateMachineArn}:${name}`, again };
    },
  });
  const stores = createMemoryStores();
  const { starts } = stores;
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const ground = {
    stepFunctions,
    may: async (_who, action, machine) =>
      options.mayNot?.includes(machine) === true
        ? { allowed: false, because: `no rule allows you to ${action} ${machine}` }
        : { allowed: true, because: 'a rule' },
    workflows: () => new Map((options.workflows ?? []).map((workflow) => [workflow.name, workflow])),
    places: {
      idOf: async (name) => ({ releases: 'C0RELEASES', hidden: 'C0HIDDEN' })[name.replace('#', '')],
      isMember: async (channel, who) => channel === 'C0RELEASES' && who === 'U0A',
    },
  } satisfies Partial<ExecutionsNeeds>;
  const executions = createExecutions(groundOf(ground, { stores, clock }));
  const start = (
    name: string,
    more: { inputText?: string; channel?: string; who?: string; requestId?: string } = {},
  ) => executions.start({ who: 'U0A', inputText: '{}', requestId: 'r1', via: 'slack', name, ...more });
  const said = async (...args: Parameters<typeof start>) => {
    const outcome = await start(...args);
    return outcome.kind === 'refused' ? outcome.sentence : outcome.machine;
  };
  return { executions, started, start, said, starts };
}

const api: Workflow = { name: 'ship', machine: 'deploy-api', channels: [] };

describe('what somebody starts', () => {
  it.each([
    ['ship', 'deploy-api'],
    ['deploy-api', 'deploy-api'],
    [arnOf('deploy-api'), 'deploy-api'],
    ['SHIP', 'deploy-api'],
    ['sh', 'deploy-api'],
    ['hel', 'Hello'],
    ['deploy-w', 'deploy-web'],
  ])('is found by %s', async (name, machine) => {
    expect(await open({ workflows: [api] }).said(name)).toBe(machine);
  });

  it('is asked about where a name may mean several, and a state machine several workflows', async () => {
    expect(await open().said('deploy')).toBe(
      '"deploy" may mean deploy-api or deploy-web. Which one? Nothing was started.',
    );
    const two = [api, { ...api, name: 'ship-fast' }];
    expect(await open({ workflows: two }).said('deploy-api')).toContain('may mean ship or ship-fast');
    expect(await open({ workflows: two }).said('ship')).toBe('deploy-api');
  });

  it('is suggested where a name is unknown', async () => {
    expect(await open().said('Helo')).toContain('Did you mean "Hello"?');
    expect(await open().said('xyzzy')).toContain('`/workflow start` shows those there are.');
    const gone = [{ ...api, machine: 'Gone' }];
    expect(await open({ workflows: gone }).said('ship')).toContain(
      'starts the state machine Gone, which is not there',
    );
  });

  it('is refused to whom no rule allows it, under whatever name', async () => {
    const { said, started } = open({ workflows: [api], mayNot: ['deploy-api'] });
    expect(await said('ship')).toBe('Nothing was started: no rule allows you to start deploy-api.');
    expect(await said('deploy-api')).toContain('no rule allows you');
    expect(started).toEqual([]);
  });

  it('starts only in its channels, also by the name of its state machine, and says where it may be started', async () => {
    const { said, executions } = open({ workflows: [{ ...api, channels: ['#releases'] }] });
    expect(await said('ship', { channel: 'C0RELEASES' })).toBe('deploy-api');
    expect(await said('deploy-api', { channel: 'C0OTHER' })).toBe(
      'ship may not be started here: signalbox.yaml allows it in #releases only. Nothing was started.',
    );
    const names = async (channel: string) => {
      const found = await executions.startables({ who: 'U0A', channel });
      return found.kind === 'startables' ? found.startables.map(({ name }) => name) : [];
    };
    expect(await names('C0OTHER')).toEqual(['Hello', 'deploy-web']);
    expect(await names('C0RELEASES')).toEqual(['Hello', 'deploy-web', 'ship']);
  });

  it('from App Home is told in the first of its channels that the person is in', async () => {
    const { start, said } = open({ workflows: [{ ...api, channels: ['gone', 'hidden', 'releases'] }] });
    expect(await start('ship')).toMatchObject({ kind: 'started', tellIn: 'C0RELEASES' });
    expect(await said('ship', { who: 'U0B' })).toContain('and you are in none of them');
    expect(await start('Hello')).not.toHaveProperty('tellIn');
  });

  it('does not start with an input that does not fit, and says where', async () => {
    const { said, started, starts } = open({ workflows: [{ ...api, ...(input && { input }) }] });
    expect(await said('ship', { inputText: '{"a": 1}' })).toBe(
      'ship was not started. The input does not fit its schema: $.version is missing.',
    );
    expect(await said('ship', { inputText: `{"version": "${'x'.repeat(262_144)}"}` })).toContain('256 KiB');
    expect(started).toEqual([]);
    expect(await said('ship', { inputText: '{"version": "1"}' })).toBe('deploy-api');
    const [one] = started;
    const executionArn = `${arnOf('deploy-api').replace(':stateMachine:', ':execution:')}:${one?.name ?? ''}`;
    expect(await starts.startOf(executionArn)).toMatchObject({ startedBy: 'U0A', via: 'slack' });
  });

  it('starts once for one request, however often it comes', async () => {
    const { start, started } = open();
    expect(await start('Hello')).toMatchObject({ again: false });
    expect(await start('hello')).toMatchObject({ again: true });
    expect(await start('Hello', { requestId: 'r2' })).toMatchObject({ again: false });
    expect(started).toHaveLength(2);
  });

  it('is known by its workflow’s name to what asks about executions, too', async () => {
    const { executions } = open({ workflows: [api] });
    expect(await executions.toAbort({ who: 'U0A', name: 'ship' })).toMatchObject({
      sentence: expect.stringContaining('deploy-api has no executions yet'),
    });
  });
});
