import { describe, expect, it } from '@jest/globals';
import { createExecutions, StepFunctionsRefused, type StateMachine } from '../../src/executions/index.ts';
import { createShiftableClock, splitName } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { groundOf, stepFunctionsOf } from './ground.ts';

const arns: Readonly<Record<string, string>> = {
  '': 'us-east-1:000000000000',
  prod: 'eu-west-1:111111111111',
  dr: 'us-west-2:111111111111',
};
const machineOf = (name: string): StateMachine => {
  const { account = '', plain } = splitName(name);
  return { name, arn: `arn:aws:states:${arns[account] ?? ''}:stateMachine:${plain}`, type: 'STANDARD' };
};
const silence = (account: string) =>
  new StepFunctionsRefused('AccessDenied', `Account ${account} does not answer.`, true);

/** @param silent names of accounts that do not answer; `''` for home */
function open(names: readonly string[], silent: readonly string[] = []) {
  const all = names.map(machineOf);
  const accountOf = ({ name }: StateMachine) => splitName(name).account ?? '';
  const asked: string[] = [];
  const stopped: string[] = [];
  const stepFunctions = stepFunctionsOf({
    async machines({ account, arn, onSilent } = {}) {
      asked.push(account ?? arn ?? 'all');
      const wanted = account ?? Object.keys(arns).find((one) => arn?.includes(arns[one] ?? 'x') === true);
      if (wanted !== undefined) {
        if (silent.includes(wanted)) throw silence(wanted);
        return all.filter((machine) => accountOf(machine) === wanted);
      }
      for (const one of silent) onSilent?.(silence(one).message);
      return all.filter((machine) => !silent.includes(accountOf(machine)));
    },
    async executions(arn) {
      const machine = all.find((one) => one.arn === arn);
      if (!machine || silent.includes(accountOf(machine))) throw silence(machine?.name ?? arn);
      return [
        {
          executionArn: `${arn.replace(':stateMachine:', ':execution:')}:run`,
          stateMachineArn: arn,
          name: `run-of-${machine.name.replace('/', '-')}`,
          status: 'RUNNING' as const,
          startedAt: 1,
          redriveCount: 0,
        },
      ];
    },
    async describe(executionArn) {
      const stateMachineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:run$/, '');
      const run = { status: 'RUNNING' as const, startedAt: 1, redriveCount: 0 };
      return { executionArn, stateMachineArn, name: 'run', ...run };
    },
    async stop(executionArn) {
      stopped.push(executionArn);
    },
    async start({ stateMachineArn, name }) {
      return { executionArn: `${stateMachineArn}:${name}`, again: false };
    },
  });
  const stores = createMemoryStores();
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const executions = createExecutions(groundOf({ stepFunctions }, { stores, clock }));
  return {
    executions,
    asked,
    stopped,
    /** What would be aborted by this name, or why nothing. */
    meant: async (name: string) => {
      const found = await executions.toAbort({ who: 'U0A', name });
      return found.kind === 'refused' ? found.sentence : found.machine;
    },
    started: async (name: string) => {
      const found = await executions.start({
        who: 'U0A',
        name,
        inputText: '{}',
        requestId: 'r',
        via: 'slack',
      });
      return found.kind === 'refused' ? found.sentence : found.machine;
    },
  };
}

const everywhere = ['deploy', 'prod/deploy', 'prod/ship', 'dr/ship', 'prod/only'];

describe('a state machine of another account', () => {
  it.each([
    ['deploy', 'deploy'],
    ['prod/deploy', 'prod/deploy'],
    ['only', 'prod/only'],
    ['dr/ship', 'dr/ship'],
    ['run-of-dr-ship', 'dr/ship'],
    [machineOf('dr/ship').arn, 'dr/ship'],
    [`${machineOf('prod/deploy').arn.replace(':stateMachine:', ':execution:')}:run`, 'prod/deploy'],
  ])('is meant by %s', async (name, machine) => {
    expect(await open(everywhere).meant(name)).toBe(machine);
  });

  it('is asked about where the short name is of several', async () => {
    expect(await open(everywhere).meant('ship')).toBe(
      '"ship" may mean dr/ship or prod/ship. Which one? Nothing was done.',
    );
    expect(await open(everywhere).started('ship')).toBe(
      '"ship" may mean dr/ship or prod/ship. Which one? Nothing was started.',
    );
  });

  it('is started by its name, short or whole', async () => {
    expect(await open(everywhere).started('only')).toBe('prod/only');
    expect(await open(everywhere).started('prod/deploy')).toBe('prod/deploy');
    expect(await open(everywhere).started('deploy')).toBe('deploy');
  });
});

describe('while an account does not answer', () => {
  it('whole names of others are found without asking it', async () => {
    const { meant, asked } = open(everywhere, ['dr']);
    expect(await meant('deploy')).toBe('deploy');
    expect(await meant('prod/ship')).toBe('prod/ship');
    expect(asked).toEqual(['', 'prod']);
  });

  it('a short name is not clear: it may have the same', async () => {
    const words =
      'Account dr does not answer. So it is not clear whether "only" is prod/only; give the whole name.';
    expect(await open(everywhere, ['dr']).meant('only')).toBe(`${words} Nothing was done.`);
    expect(await open(everywhere, ['dr']).started('only')).toBe(`${words} Nothing was started.`);
  });

  it('home is not replaced by another account that has the same name', async () => {
    const { meant, stopped } = open(everywhere, ['']);
    expect(await meant('deploy')).toBe('Account  does not answer.');
    expect(stopped).toEqual([]);
  });

  it('what is not found is said together with who was silent', async () => {
    const sentence = await open(everywhere, ['dr']).meant('nothing-like-it');
    expect(sentence).toContain('There is no execution or state machine "nothing-like-it"');
    expect(sentence).toContain('Account dr does not answer.');
  });

  it('others are listed, and it is said who was silent', async () => {
    const { executions } = open(everywhere, ['dr']);
    const listed = await executions.list('U0A');
    expect(listed).toMatchObject({ kind: 'listed', silent: ['Account dr does not answer.'] });
    expect('machines' in listed && listed.machines.map(({ name }) => name)).toEqual([
      'deploy',
      'prod/deploy',
      'prod/ship',
      'prod/only',
    ]);
    expect(await executions.running({ who: 'U0A', limit: 10 })).toMatchObject({
      kind: 'running',
      inAll: 4,
      silent: ['Account dr does not answer.'],
    });
  });

  it('there is nothing to list where no account answers', async () => {
    const { executions } = open(['prod/deploy'], ['prod']);
    expect(await executions.list('U0A')).toEqual({
      kind: 'refused',
      sentence: 'Account prod does not answer.',
    });
  });
});
