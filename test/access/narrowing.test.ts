import { describe, expect, it } from '@jest/globals';
import { actionsOpen, IamDidNotSay, type Question, type Simulated } from '../../src/access/index.ts';
import { account, machineArn, openAccess } from './access.ts';

const jane = `arn:aws:iam::${account}:user/jane`;
const releasers = `arn:aws:iam::${account}:role/releasers`;
const rules = [
  { allow: ['start', 'list'], who: ['@releasers'], on: ['deploy-*'] },
  { allow: ['abort', 'approvals'], who: ['U1'], on: ['*'] },
] as const;
const map = { people: { U1: { iam: jane } }, roles: [{ who: ['@releasers'], role: releasers }] };

const saying =
  (decide: (question: Question) => Partial<Simulated>) =>
  (_principal: string, questions: readonly Question[]) =>
    Promise.resolve(
      questions.map((question): Simulated => ({
        ...question,
        decision: 'allowed',
        policies: ['user_jane_own'],
        missing: [],
        bounds: [],
        ...decide(question),
      })),
    );
const yes = saying(() => ({}));

describe('IAM', () => {
  it('is not asked where it is switched off, nor about what no rule allows', async () => {
    const off = openAccess({ rules, simulate: yes });
    expect((await off.access.may('U1', 'start', 'deploy-api')).allowed).toBe(true);
    const on = openAccess({ rules, map, simulate: yes });
    expect((await on.access.may('U1', 'redrive', 'deploy-api')).allowed).toBe(false);
    expect((await on.access.may('U3', 'start', 'deploy-api')).allowed).toBe(false);
    expect([...off.asked, ...on.asked]).toEqual([]);
  });

  it('allows with the rule and the policy that say so', async () => {
    const { access, asked } = openAccess({ rules, map, simulate: yes });
    const verdict = await access.may('U1', 'start', 'deploy-api');
    expect(verdict.because).toBe(
      `signalbox.yaml allows start on deploy-* to @releasers, and IAM allows ${jane} states:StartExecution on ${machineArn('deploy-api')} by user_jane_own`,
    );
    expect(asked[0]?.principal).toBe(jane);
  });

  it('is asked about a state machine of another account by its own ARN there', async () => {
    const away = [{ allow: ['start', 'abort'], who: ['U1'], on: ['prod/*', 'gone/*'] }] as const;
    const machines = ['deploy-api', 'prod/deploy-api'];
    const { access, asked } = openAccess({ rules: away, map, machines, simulate: yes });
    expect((await access.may('U1', 'start', 'prod/deploy-api')).allowed).toBe(true);
    expect((await access.may('U1', 'abort', 'prod/deploy-api')).allowed).toBe(true);
    expect(asked.flatMap(({ questions }) => questions.map(({ resource }) => resource))).toEqual([
      'arn:aws:states:us-west-2:999988887777:stateMachine:deploy-api',
      'arn:aws:states:us-west-2:999988887777:execution:deploy-api:*',
    ]);
  });

  it('is not asked about an account that nobody named, and nothing is allowed there', async () => {
    const away = [{ allow: ['start'], who: ['U1'], on: ['gone/*'] }] as const;
    const { access, asked } = openAccess({ rules: away, map, simulate: yes });
    expect(await access.may('U1', 'start', 'gone/deploy-api')).toEqual({
      allowed: false,
      because: 'IAM is asked too, and accounts: of signalbox.yaml does not have this account',
    });
    expect(asked.flatMap(({ questions }) => questions)).toEqual([]);
    const { iam } = await access.rightsOf('U1');
    expect(iam?.words).toMatchObject([{ action: 'start', machine: 'gone/*', allowed: false }]);
  });

  it('is not reached by a rule of home: its star stops before other accounts', async () => {
    const { access } = openAccess({ rules, map, simulate: yes });
    expect((await access.may('U1', 'abort', 'prod/deploy-api')).allowed).toBe(false);
    expect((await access.may('U1', 'start', 'prod/deploy-api')).allowed).toBe(false);
  });

  it.each<[string, Partial<Simulated>, RegExp]>([
    [
      'an explicit deny',
      { decision: 'explicitDeny' },
      /^IAM denies .*states:StartExecution.* by user_jane_own$/,
    ],
    [
      'no policy',
      { decision: 'implicitDeny', policies: [] },
      /^no policy in IAM allows .*user\/jane states:Start/,
    ],
    [
      'a condition that only a real call can meet',
      { missing: ['aws:SourceIp'] },
      /under conditions that Signalbox cannot know \(aws:SourceIp\)$/,
    ],
    [
      'the organization',
      { decision: 'implicitDeny', bounds: ['the organization does not allow it'] },
      /\(the organization does not allow it\)$/,
    ],
  ])('refuses for %s, in words', async (_why, answer, words) => {
    const { access } = openAccess({ rules, map, simulate: saying(() => answer) });
    const verdict = await access.may('U1', 'start', 'deploy-api');
    expect(verdict.allowed).toBe(false);
    expect(verdict.because).toMatch(words);
  });

  it('is asked about the role of a group where somebody is not mapped alone', async () => {
    const { access, asked } = openAccess({ rules, map, simulate: yes });
    expect((await access.may('U2', 'start', 'deploy-api')).allowed).toBe(true);
    expect(asked[0]?.principal).toBe(releasers);
  });

  it('is asked about nobody: who is not mapped is refused, with how to be mapped', async () => {
    const { access, asked } = openAccess({ rules, map: { people: {}, roles: [] }, simulate: yes });
    const verdict = await access.may('U1', 'start', 'deploy-api');
    expect(verdict).toMatchObject({
      allowed: false,
      because: expect.stringContaining('under people: U1: { iam:'),
    });
    expect(asked).toEqual([]);
  });

  it('refuses while it does not answer, and is asked again the next time', async () => {
    let down = true;
    const failing = () =>
      Promise.reject(new IamDidNotSay(jane, 'Throttling: slow down', 'Try again in a minute.'));
    const { access } = openAccess({
      rules,
      map,
      simulate: (principal, questions) => (down ? failing() : yes(principal, questions)),
    });
    expect(await access.may('U1', 'start', 'deploy-api')).toMatchObject({
      allowed: false,
      because: expect.stringContaining('Throttling: slow down'),
    });
    down = false;
    expect((await access.may('U1', 'start', 'deploy-api')).allowed).toBe(true);
  });

  it('refuses what it leaves unanswered', async () => {
    const { access } = openAccess({ rules, map, simulate: () => Promise.resolve([]) });
    expect((await access.may('U1', 'start', 'deploy-api')).because).toContain('unanswered');
  });

  it('is asked once in five minutes, about every state machine that the rules are for', async () => {
    const { access, asked, clock } = openAccess({ rules, map, simulate: yes });
    await Promise.all([access.may('U1', 'start', 'deploy-api'), access.may('U1', 'start', 'deploy-api')]);
    await access.may('U1', 'start', 'deploy-web');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.questions.map(({ resource }) => resource)).toEqual(
      ['deploy-api', 'deploy-web'].map(machineArn),
    );
    await clock.advance(5 * 60_000 - 1);
    await access.may('U1', 'start', 'deploy-api');
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await access.may('U1', 'start', 'deploy-api');
    expect(asked).toHaveLength(2);
  });

  it('is asked about the executions of a machine for abort, and not at all about approvals', async () => {
    const { access, asked } = openAccess({ rules, map, simulate: yes });
    expect((await access.may('U1', 'approvals', '*')).allowed).toBe(true);
    expect(asked).toEqual([]);
    await access.may('U1', 'abort', 'hello');
    expect(asked[0]?.questions[0]).toEqual({
      action: 'states:StopExecution',
      resource: `arn:aws:states:eu-west-1:${account}:execution:hello:*`,
    });
  });
});

describe('what somebody may do', () => {
  it('is asked of IAM in one go, each machine by itself', async () => {
    const { access, asked } = openAccess({
      rules,
      map,
      simulate: saying(({ resource }) =>
        resource.endsWith('deploy-web') ? { decision: 'explicitDeny' } : {},
      ),
    });
    const rights = await access.rightsOf('U1');
    expect(asked).toHaveLength(1);
    expect(rights.groups).toEqual(['@releasers']);
    expect(rights.iam?.principal).toEqual({ arn: jane, by: 'people' });
    const words = rights.iam?.words.map(
      ({ action, machine, allowed }) => `${allowed ? '+' : '-'} ${action} ${machine}`,
    );
    expect(words).toEqual(
      expect.arrayContaining([
        '+ start deploy-api',
        '- start deploy-web',
        '+ abort hello',
        '+ approvals hello',
      ]),
    );
    expect([...actionsOpen(rights)].sort()).toEqual(['abort', 'approvals', 'list', 'start']);
  });

  it('is to respond to routes, by the names that the rules have for them', async () => {
    const responding = { allow: ['respond', 'list'] as const, who: ['U1'], on: ['alarms', 'deploy-*'] };
    const { access } = openAccess({ rules: [responding], map, simulate: yes });
    const words = (await access.rightsOf('U1')).iam?.words ?? [];
    const named = (of: string) => words.filter(({ action }) => action === of).map(({ machine }) => machine);
    expect(named('respond')).toEqual(['alarms', 'deploy-*']);
    expect(named('list')).toEqual(['deploy-api', 'deploy-web']);
  });

  it('is nothing of what IAM refuses everywhere', async () => {
    const { access } = openAccess({
      rules,
      map,
      simulate: saying(({ action }) =>
        action === 'states:StopExecution' ? { decision: 'implicitDeny' } : {},
      ),
    });
    expect([...actionsOpen(await access.rightsOf('U1'))]).not.toContain('abort');
    const { access: other } = openAccess({ rules, map: { people: {}, roles: [] } });
    expect(actionsOpen(await other.rightsOf('U2')).size).toBe(0);
  });
});

describe('a demand', () => {
  it('that is refused is told to the audit; one that is allowed, and a mere question, are not', async () => {
    const { access, refused } = openAccess({ rules });
    await access.demand('U1', 'start', 'deploy-api');
    await access.may('U3', 'start', 'deploy-api');
    await access.demand('U3', 'start', 'deploy-api');
    expect(refused).toEqual([
      {
        who: 'U3',
        action: 'start',
        resource: 'deploy-api',
        because: 'no rule of signalbox.yaml allows you to start deploy-api; only @releasers may',
      },
    ]);
  });
});
