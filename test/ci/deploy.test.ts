import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { permissionsFor } from '../../src/cli/doctor/permissions.ts';
import { loadPolicy } from '../../src/config/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/platform/index.ts';
import { indexKeys, tableOf } from '../../src/stores/dynamodb/schema.ts';

const root = join(import.meta.dirname, '../..');

/** A template; its short forms (`!Ref x`) are left as what stands behind them. */
function template(file: string): JsonObject {
  const text = readFileSync(join(root, 'deploy', file), 'utf8');
  return parse(text, { logLevel: 'silent' }) as JsonObject;
}

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly Properties: JsonObject;
}

const whole = template('signalbox.yaml');
const resources = whole['Resources'] as unknown as Readonly<Record<string, Resource>>;
const property = (name: string, key: string) => resources[name]?.Properties[key];
const listOf = (value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];

/** What a policy of the bot's role allows, by the condition under which it is there. */
function allowed(when: (condition: string | undefined) => boolean): ReadonlySet<string> {
  const policies = Object.values(resources).filter(
    ({ Type, Properties, Condition }) =>
      Type === 'AWS::IAM::RolePolicy' && Properties['RoleName'] === 'TaskRole' && when(Condition),
  );
  const statements = policies.flatMap(({ Properties }) => {
    const document = Properties['PolicyDocument'];
    return isJsonObject(document) ? (document['Statement'] as readonly JsonObject[]) : [];
  });
  return new Set(
    statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => listOf(Action)),
  );
}

describe('deploy/signalbox.yaml', () => {
  const everything = `
queues: [{ url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/signalbox' }]
machines: ['deploy-*']
access: [{ allow: [list, status, history, start, abort, redrive, schedule], who: [U0LEAD], on: ['*'] }]
people: { U0LEAD: { iam: 'arn:aws:iam::111122223333:role/lead' } }
iam: { narrow: true }
exposed_keys: { contain: at_once, quarantine: true, notify: 'arn:aws:sns:eu-west-1:111122223333:security' }
gates:
  promote:
    { for: ['deploy-*'], activity: ManualStep, channel: releases, title: t, levels: [{ name: l, any: [U0LEAD] }] }
`;

  it('allows the role what doctor asks for of every feature that can be switched on', () => {
    const loaded = loadPolicy(everything, {});
    if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    const place = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
    const queue = 'arn:aws:sqs:eu-west-1:111122223333:signalbox';
    const wanted = permissionsFor(
      loaded.policy,
      { kind: 'dynamodb', table: 'signalbox' },
      { place, queues: [{ arn: queue, deadLettersArn: `${queue}-dlq` }] },
    ).flatMap(({ actions }) => actions);
    expect(wanted.length).toBeGreaterThan(20);
    const given = allowed(() => true);
    expect(wanted.filter((action) => !given.has(action))).toEqual([]);
  });

  it('allows to change nothing of executions, people or keys where nothing is switched on', () => {
    const given = [...allowed((condition) => condition === undefined)];
    expect(given).toContain('states:DescribeExecution');
    expect(given.filter((action) => /^(?:iam|cloudtrail|sns):|:(?:Start|Stop|Redrive)/.test(action))).toEqual(
      [],
    );
  });

  it('allows no action by a star, and names a resource wherever AWS knows one', () => {
    for (const action of allowed(() => true)) expect(action).not.toContain('*');
  });

  it('makes the table that the store wants, as deploy/store.yaml does', () => {
    const made = tableOf('signalbox');
    const alone = (template('store.yaml')['Resources'] as JsonObject)['Table'] as unknown as Resource;
    for (const key of ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes'] as const) {
      expect(property('Table', key)).toEqual(made[key]);
      expect(alone.Properties[key]).toEqual(made[key]);
    }
    expect(Object.keys(indexKeys)).toHaveLength(3);
  });

  it('keeps what holds decisions, messages and secrets when the stack goes', () => {
    const kept = Object.entries(resources).flatMap(([name, { DeletionPolicy }]) =>
      DeletionPolicy === 'Retain' ? [name] : [],
    );
    expect(kept.sort()).toEqual(['DeadLetters', 'Key', 'Log', 'Queue', 'Secret', 'Table']);
  });

  it('lets nothing in, runs without root, and cannot write to its own image', () => {
    const ingress = property('OnlyOut', 'SecurityGroupIngress');
    expect(ingress).toBeUndefined();
    const [container] = property('Task', 'ContainerDefinitions') as unknown as readonly JsonObject[];
    expect(container).toMatchObject({ ReadonlyRootFilesystem: true, User: '1000:1000' });
    expect(container).not.toHaveProperty('PortMappings');
  });

  it('gives secrets to the bot as secrets, never as plain environment', () => {
    const [container] = property('Task', 'ContainerDefinitions') as unknown as readonly {
      readonly Environment: readonly { readonly Name: string }[];
      readonly Secrets: readonly { readonly Name: string }[];
    }[];
    const names = (list: readonly { readonly Name: string }[] = []) => list.map(({ Name }) => Name);
    const secrets = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SIGNALBOX_TOKEN_KEY'];
    expect(names(container?.Secrets)).toEqual(secrets);
    for (const secret of secrets) expect(names(container?.Environment)).not.toContain(secret);
  });

  it('has a dashboard that is JSON, and reads figures that the bot writes', () => {
    const body = property('Dashboard', 'DashboardBody');
    const dashboard = JSON.parse(body as string) as { readonly widgets: readonly unknown[] };
    expect(dashboard.widgets.length).toBeGreaterThan(5);
    const source = readFileSync(join(root, 'src/app/figures.ts'), 'utf8');
    const read = Object.values(resources).flatMap(({ Type, Properties }) => {
      if (Type !== 'AWS::Logs::MetricFilter') return [];
      const [first] = Properties['MetricTransformations'] as readonly JsonObject[];
      return /^\$\.(\w+)$/.exec(first?.['MetricValue'] as string)?.[1] ?? [];
    });
    expect(read).toEqual(['pending', 'oldestPendingSeconds', 'due', 'unacknowledged', 'connections']);
    for (const figure of read) expect(source).toContain(figure);
  });

  it('sends only through rules that its queue policy trusts, each with a place for what could not be sent', () => {
    const rules = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');
    expect(rules.length).toBeGreaterThan(3);
    for (const [name, { Properties }] of rules) {
      const [target] = Properties['Targets'] as readonly JsonObject[];
      expect({ name, target }).toMatchObject({ target: { DeadLetterConfig: expect.anything() } });
      expect(target).not.toHaveProperty('InputTransformer');
    }
  });
});
