import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  ConfigInvalid,
  lintPolicy,
  loadConfig,
  loadPolicy,
  placeOfTable,
  reloadPolicy,
} from '../../src/config/index.ts';

const sample = readFileSync('src/sandbox/seeds/signalbox.yaml', 'utf8');
const queue = { SIGNALBOX_QUEUE_URL: 'http://127.0.0.1:4566/000000000000/signalbox' };
const env = {
  ...queue,
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  AWS_REGION: 'eu-west-1',
  SIGNALBOX_TOKEN_KEY: `k1:${Buffer.alloc(32).toString('base64')}`,
};
const gate = (more: string) =>
  `gates:\n  g:\n    for: [M]\n    channel: c\n    title: t\n    levels: [{ name: l, any: [U0A] }]\n${more}`;

describe('the environment', () => {
  it('is read once, with the policy', () => {
    const config = loadConfig(() => sample, env);
    expect(config.aws.region).toBe('eu-west-1');
    expect([...config.policy.gates.keys()]).toEqual(['promotion', 'promote-to-prod', 'delivery-to-prod']);
    expect(config.policy.queues).toEqual([queue.SIGNALBOX_QUEUE_URL]);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: undefined }, 'SLACK_BOT_TOKEN: is not set'],
    [{ SLACK_APP_TOKEN: 'xoxb-swapped' }, 'SLACK_APP_TOKEN: does not begin with xapp-'],
    [{ AWS_REGION: '' }, 'AWS_REGION: is not set'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: is "loud"; choose one of debug, info, warn, error'],
    [{ SIGNALBOX_TOKEN_KEY: 'k1:short' }, 'SIGNALBOX_TOKEN_KEY: is not ID:BASE64 of 32 bytes'],
    [{ SIGNALBOX_HTTP_PORT: 'x' }, 'SIGNALBOX_HTTP_PORT: is "x"'],
    [{ SIGNALBOX_STORE: 'dynamo' }, 'SIGNALBOX_STORE: is "dynamo"; choose sqlite or dynamodb'],
    [{ SIGNALBOX_STORE: 'dynamodb', SIGNALBOX_TABLE: 'a b' }, 'SIGNALBOX_TABLE: is "a b"; a table'],
    [{ SLACK_API_URL: 'slack' }, 'SLACK_API_URL: is "slack"'],
  ])('with %j says %s', (change, words) => {
    expect(() => loadConfig(() => sample, { ...env, ...change })).toThrow(words);
  });

  it.each([
    [{}, { kind: 'sqlite' }],
    [{ SIGNALBOX_STORE: 'sqlite', SIGNALBOX_TABLE: 'unused' }, { kind: 'sqlite' }],
    [{ SIGNALBOX_STORE: 'dynamodb' }, { kind: 'dynamodb', table: 'signalbox' }],
    [
      { SIGNALBOX_STORE: 'dynamodb', SIGNALBOX_TABLE: 'mine.eu_1' },
      { kind: 'dynamodb', table: 'mine.eu_1' },
    ],
    [
      { SIGNALBOX_STORE: 'dynamodb', AWS_ENDPOINT_URL_DYNAMODB: 'http://d', AWS_ENDPOINT_URL: 'http://a' },
      { kind: 'dynamodb', table: 'signalbox', endpoint: 'http://d' },
    ],
  ])('with %j keeps records in %j', (more, store) => {
    expect(loadConfig(() => sample, { ...env, ...more }).store).toEqual(store);
  });

  it('needs no more than Region and table to make the table', () => {
    expect(placeOfTable({ AWS_REGION: 'eu-west-1' })).toEqual({ table: 'signalbox', region: 'eu-west-1' });
    expect(placeOfTable({ AWS_REGION: 'r', AWS_ENDPOINT_URL: 'http://a', SIGNALBOX_TABLE: 'mine' })).toEqual({
      table: 'mine',
      region: 'r',
      endpoint: 'http://a',
    });
    expect(() => placeOfTable({ SIGNALBOX_TABLE: 'x' })).toThrow(ConfigInvalid);
  });

  it('names every fault of environment and policy at once', () => {
    try {
      loadConfig(() => 'gates: { g: {} }', {});
      throw new Error('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigInvalid);
      if (error instanceof ConfigInvalid) expect(error.faults.length).toBeGreaterThan(7);
    }
  });
});

describe('signalbox.yaml', () => {
  it.each([
    ['gates: [', 'not YAML'],
    ['machinez: []', 'did you mean "machines"?'],
    [gate('    severity: huge\n'), 's.yaml:7:'],
    [gate('    remind: { after: soon }\n'), 'write a duration such as 90s'],
    [gate('    among: managers\n'), 'name a Slack user id'],
    ['people: { U0A: { delegate_to: U0B } }', 'a leave needs both'],
    ['people: { U0A: { delegate_to: "@leads", until: 2026-12-31 } }', 'user id of one person'],
    ['people: { U0A: { delegate_to: U0B, until: 2026-13-31 } }', 'such as 2026-12-31'],
    [gate('    form: { type: object, properties: {} }\n'), 'asks for nothing'],
    [
      gate('    form: { type: object, properties: { a: { type: "null" } } }\n'),
      's.yaml:7:46 Signalbox cannot draw',
    ],
    [
      gate('    form: { type: object, properties: { a: { type: string, oneOf: [] } } }\n'),
      'cannot draw this form',
    ],
    [
      gate('    form: { type: object, properties: { a: { type: array, items: { type: string } } } }\n'),
      'items with enum',
    ],
    [
      gate('    form: { type: object, properties: { a: { type: string, pattern: "(" } } }\n'),
      'not a regular',
    ],
    [
      gate('    form: { type: object, required: [b], properties: { a: { type: string } } }\n'),
      '"b" is required',
    ],
    ['access: [{ allow: [fly], who: [U0A], on: ["*"] }]', 's.yaml:1:'],
    [gate('').replace('U0A', '"@everyone"'), 'everybody cannot decide'],
    [gate('').replace('U0A', '"email:managerEmailAddress"'), 'write an address'],
    [gate('    severity: hihg\n'), 'did you mean "high"?'],
    ['gates:\n', '"gates": is empty'],
    ['retention: { decided: 14d }', 'keep for 15d at least'],
    ['retention: { decided: soon }', 'write a duration such as 90s'],
    ['retention: { decidid: 90d }', 'did you mean "decided"?'],
    ['gates: { "a b": {} }', 'a gate name has letters'],
    ['machines: *nowhere', 'not YAML that can be used'],
    ['routes: [{ match: { source: aws }, do: follow, channel: c }]', 'not an event pattern'],
    ['routes: [{ match: { source: [aws] }, do: follow }]', 'name the channel of the card'],
    ['queues: [{ url: "${NOWHERE}" }]', '${NOWHERE} is not in the environment'],
    [
      `${gate('    activity: A\n')}  h:\n    for: [M]\n    channel: c\n    title: t\n    activity: A\n    levels: [{ name: l, any: [U0A] }]\n`,
      'belongs to another gate',
    ],
  ])('%j is refused with its place and remedy', (text, words) => {
    const loaded = loadPolicy(text, {}, 's.yaml');
    if ('policy' in loaded) throw new Error('accepted');
    const said = loaded.faults.map(({ at, message }) => `${at} ${message}`).join('\n');
    expect(said).toContain(words);
    expect(said).toMatch(/s\.yaml:\d+:\d+/);
  });

  it('knows who decides for whom during a leave', () => {
    const loaded = loadPolicy('people: { U0A: { delegate_to: U0B, until: 2026-12-31 } }', {});
    if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    expect(loaded.policy.people).toEqual({ U0A: { delegateTo: 'U0B', until: '2026-12-31' } });
  });

  it.each([
    ['', {}],
    ['retention: {}', {}],
    ['retention: { decided: 90d }', { decidedSeconds: 90 * 86_400 }],
  ])('with %j keeps closed approvals for %j', (text, retention) => {
    const loaded = loadPolicy(text, {});
    if (!('policy' in loaded)) throw new Error('refused');
    expect(loaded.policy.retention).toEqual(retention);
  });

  it('gives a gate its defaults', () => {
    const loaded = loadPolicy(gate(''), {});
    if (!('policy' in loaded)) throw new Error('refused');
    expect(loaded.policy.gates.get('g')).toMatchObject({
      selfApproval: 'never',
      reason: { approve: 'none', reject: 'optional' },
      severity: 'normal',
      onReject: 'fail',
      unverified: 'refused',
      levels: [{ need: 1, repeat: false }],
    });
  });

  it.each([
    ['levels: [{ name: l, any: [U0A], need: 2 }]', 'error', 'nobody can ever pass'],
    ['fields: { F: "{{ name }}" }, levels: [{ name: l, any: [U0A] }]', 'warning', 'write {{ $.name }}'],
    ['levels: [{ name: l, any: ["email:$.boss"] }]', 'warning', 'bound it with among'],
    [
      '{ levels: [{ name: l, any: ["email:$.me"] }], requester: "email:$.me" }',
      'error',
      'only the requester',
    ],
  ])('lint finds in %j: %s', (part, severity, words) => {
    const inner = part.startsWith('{') ? part.slice(1, -1) : part;
    const loaded = loadPolicy(`gates: { g: { for: [M], channel: c, title: t, ${inner} } }`, {});
    if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    expect(lintPolicy(loaded.policy)).toContainEqual(
      expect.objectContaining({ severity, message: expect.stringContaining(words) }),
    );
  });

  it('reads the routes, with their patterns', () => {
    const loaded = loadPolicy(sample, queue);
    if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    expect(loaded.policy.routes.slice(0, 4)).toMatchObject([
      { do: 'follow', channel: 'workflows' },
      { do: 'incident', channel: 'incidents', name: 'incident-execution' },
      { do: 'incident', channel: 'incidents', name: 'incident-health' },
      { do: 'incident', channel: 'incidents', name: 'incident-alarm' },
    ]);
  });

  describe('schedules', () => {
    const read = (text: string) => loadPolicy(`schedules: [${text}]`, {});

    it('are read with their defaults; what did not start is told where executions are followed', () => {
      const loaded = loadPolicy(
        `schedules: [{ name: nightly, machine: hello, cron: '0  2 * * *', zone: Europe/Madrid, input: { a: 1 } }]
routes: [{ match: { source: [aws.states] }, do: follow, channel: workflows }]`,
        {},
      );
      if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
      expect(loaded.policy.schedules).toEqual([
        {
          name: 'nightly',
          machine: 'hello',
          cron: '0 2 * * *',
          zone: 'Europe/Madrid',
          input: '{"a":1}',
          overlap: 'allowed',
          channel: 'workflows',
        },
      ]);
    });

    it.each([
      ['{ name: n, machine: m, cron: "61 * * * *" }', '"cron": "61 * * * *" is no cron expression'],
      ['{ name: n, machine: m, cron: "* * * * * *" }', 'takes no seconds'],
      ['{ name: n, machine: m, cron: "@daily", zone: Europe/Madird }', 'did you mean Europe/Madrid?'],
      ['{ name: "a b", machine: m, cron: "@daily" }', 'take letters, digits, - and _'],
      ['{ name: n, machine: m, cron: "@daily", overlap: skpi }', 'did you mean "skip"?'],
      ['{ name: n, machine: m, cron: "@daily", zones: UTC }', 'did you mean "zone"?'],
      ['{ name: n, machine: m, cron: "@daily" }, { name: n, machine: o, cron: "@daily" }', '"n" already'],
    ])('%s is a fault with its place and its remedy', (text, words) => {
      const loaded = read(text);
      if (!('faults' in loaded)) throw new Error('read');
      expect(loaded.faults).toEqual([
        { at: expect.stringMatching(/^signalbox.yaml:1:\d+$/), message: expect.stringContaining(words) },
      ]);
    });

    it('of a state machine that is not among machines are found by lint', () => {
      const loaded = read('{ name: n, machine: m, cron: "@daily" }');
      if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
      const findings = lintPolicy(loaded.policy).filter(({ of }) => of === 'schedule n');
      expect(findings).toEqual([
        {
          severity: 'error',
          of: 'schedule n',
          message: 'it starts m, which is not among machines: it would never start',
        },
        expect.objectContaining({ severity: 'warning', message: expect.stringContaining('no channel') }),
      ]);
    });
  });

  it('has the roles of groups that IAM is asked about', () => {
    const role = 'arn:aws:iam::111122223333:role/team/releasers';
    const of = (written: string) =>
      loadPolicy(`iam: { narrow: true, roles: [{ who: ["@ops"], role: "${written}" }] }`, {});
    expect(of(role)).toMatchObject({ policy: { iam: { narrow: true, roles: [{ who: ['@ops'], role }] } } });
    expect(of('releasers')).toMatchObject({
      faults: [{ at: 'signalbox.yaml:1:47', message: expect.stringContaining('write the ARN of a role') }],
    });
  });

  it('finds fault where IAM is asked about nobody', () => {
    const found = (yaml: string) => {
      const loaded = loadPolicy(yaml, {});
      return 'policy' in loaded ? lintPolicy(loaded.policy).filter(({ of }) => of === 'iam') : undefined;
    };
    expect(found('iam: { narrow: true }')).toMatchObject([{ severity: 'error' }]);
    expect(found('iam: { narrow: true }\npeople: { U0A: { iam: "arn:aws:iam::1:user/a" } }')).toEqual([]);
  });

  it('that cannot be read is a fault at the setting that names it', () => {
    const unreadable = () => {
      throw new Error('ENOENT');
    };
    expect(reloadPolicy('/etc/signalbox.yaml', unreadable, {})).toMatchObject({
      faults: [
        { at: 'SIGNALBOX_CONFIG', message: expect.stringContaining('/etc/signalbox.yaml cannot be read') },
      ],
    });
  });
});
