import { describe, expect, it } from '@jest/globals';
import { sightingOf } from '../../../src/events/index.ts';
import { fixture, fixtures } from '../fixture.ts';

const here = '111122223333/eu-west-1';
const key = '111122223333/AKIA-MPLE-1a5d44a2dca1';

/** Of each fixture: what it says. */
const table: Readonly<Record<string, readonly [weight: string, key: string, title: string]>> = {
  'execution-failed': [
    'opens high',
    `execution/${here}/deploy-api/run-1`,
    'deploy-api failed: States.TaskFailed',
  ],
  'execution-timed-out': ['opens high', `execution/${here}/deploy-api/run-1`, 'deploy-api ran out of time'],
  'execution-aborted': ['opens low', `execution/${here}/deploy-api/run-1`, 'deploy-api was stopped'],
  'execution-succeeded': ['resolves low', `execution/${here}/deploy-api/run-1`, 'deploy-api succeeded'],
  'execution-redriven': ['passes low', `execution/${here}/deploy-api/run-1`, 'deploy-api was redriven'],
  'alarm-went-off': ['opens high', `alarm/${here}/api 5xx / minute`, 'Alarm api 5xx / minute went off'],
  'alarm-ok': ['resolves low', `alarm/${here}/api 5xx / minute`, 'Alarm api 5xx / minute is OK again'],
  'alarm-insufficient-data': [
    'passes low',
    `alarm/${here}/api 5xx / minute`,
    'Alarm api 5xx / minute has too little data to tell',
  ],
  'alarm-composite': ['opens high', `alarm/${here}/api in trouble`, 'Alarm api in trouble went off'],
  'alarm-composite-suppressed': [
    'passes low',
    `alarm/${here}/api in trouble`,
    'Alarm api in trouble went off',
  ],
  'health-credentials-exposed': [
    'opens critical',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE of test-1 is exposed',
  ],
  'health-exposure-suspected': [
    'opens critical',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE may be exposed',
  ],
  'health-credentials-compromised': [
    'opens critical',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE of test-1 is compromised',
  ],
  'health-compromise-suspected-temporary': [
    'opens critical',
    'exposed-key/111122223333/ASIA-MPLE-cb20d34a7add',
    'Access key ASIA…MPLE may be compromised',
  ],
  'health-iam-quarantine': [
    'opens critical',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE was put in quarantine by AWS',
  ],
  'health-console-compromise': [
    'opens critical',
    'health/111122223333/us-east-1/AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE-DVNePcpQ2o',
    'AWS Health: RISK, account console compromise',
  ],
  'health-exposed-organisation': [
    'opens critical',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE of test-1 is exposed',
  ],
  'health-exposed-closed': [
    'resolves low',
    `exposed-key/${key}`,
    'Access key AKIA…MPLE of test-1 is out of danger, says AWS',
  ],
  'health-scheduled-change': [
    'opens normal',
    `health/${here}/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED_4711`,
    'AWS Health: EC2, instance retirement scheduled',
  ],
  'snapshot-create-succeeded': [
    'passes low',
    `snapshot/${here}/createSnapshot/vol-0123456789abcdef0`,
    'Snapshot snap-0a1b2c3d4e5f60718 of vol-0123456789abcdef0 was made',
  ],
  'snapshot-create-failed': [
    'opens high',
    `snapshot/${here}/createSnapshot/vol-0123456789abcdef0`,
    'Snapshot snap-0a1b2c3d4e5f60718 of vol-0123456789abcdef0: making it failed',
  ],
  'snapshot-create-many-succeeded': [
    'passes low',
    `snapshot/${here}/createSnapshots/i-01234567890abcdef`,
    '2 snapshots of i-01234567890abcdef were made',
  ],
  'snapshot-copy-succeeded': [
    'passes low',
    `snapshot/${here}/copySnapshot/snap-99998888777766665`,
    'Snapshot snap-0a1b2c3d4e5f60718 of snap-99998888777766665 was copied',
  ],
  'snapshot-copy-failed': [
    'opens high',
    `snapshot/${here}/copySnapshot/snap-99998888777766665`,
    'Snapshot snap-0a1b2c3d4e5f60718 of snap-99998888777766665: copying it failed',
  ],
  'snapshot-share-succeeded': [
    'passes low',
    `snapshot/${here}/shareSnapshot/444455556666`,
    'Snapshot snap-0a1b2c3d4e5f60718 was shared',
  ],
  'snapshot-lock-succeeded': [
    'passes low',
    `snapshot/${here}/lockSnapshot/vol-0123456789abcdef0`,
    'Snapshot snap-0a1b2c3d4e5f60718 of vol-0123456789abcdef0 was locked',
  ],
  'snapshot-archive-succeeded': [
    'passes low',
    `snapshot/${here}/archiveSnapshot/vol-0123456789abcdef0`,
    'Snapshot snap-0a1b2c3d4e5f60718 of vol-0123456789abcdef0 was archived',
  ],
  'pipeline-failed': ['opens high', `pipeline/${here}/delivery`, 'delivery failed'],
  'pipeline-succeeded': ['resolves low', `pipeline/${here}/delivery`, 'delivery succeeded'],
  'pipeline-stage-failed': ['opens high', `pipeline/${here}/delivery`, 'delivery: Beta failed'],
  'pipeline-action-failed': ['opens high', `pipeline/${here}/delivery`, 'delivery: Beta / Deploy failed'],
  'pipeline-approval-waits': [
    'opens normal',
    `pipeline/${here}/delivery/Prod/Release`,
    'delivery: Prod / Release waits for an approval',
  ],
  'pipeline-approval-given': [
    'resolves low',
    `pipeline/${here}/delivery/Prod/Release`,
    'delivery: Prod / Release was approved',
  ],
  'batch-failed': [
    'opens high',
    `batch-job/${here}/genomics/align-sample-7`,
    'Batch job align-sample-7 failed',
  ],
  'batch-succeeded': [
    'resolves low',
    `batch-job/${here}/genomics/align-sample-7`,
    'Batch job align-sample-7 succeeded',
  ],
  'batch-runnable': [
    'passes low',
    `batch-job/${here}/genomics/align-sample-7`,
    'Batch job align-sample-7 waits for a place',
  ],
  'guardduty-finding': [
    'opens high',
    `finding/${here}/16afba5c5c43e07c9e3e5e2e544e95df`,
    'Credentials of the role web-role were used from an external IP address.',
  ],
  'guardduty-finding-again': [
    'opens high',
    `finding/${here}/16afba5c5c43e07c9e3e5e2e544e95df`,
    'Credentials of the role web-role were used from an external IP address.',
  ],
  'guardduty-archived': [
    'resolves low',
    `finding/${here}/16afba5c5c43e07c9e3e5e2e544e95df`,
    'Credentials of the role web-role were used from an external IP address.',
  ],
  scheduled: ['passes low', `scheduled/${here}/nightly-backup`, 'It is time for nightly-backup'],
  'custom-shaped': ['opens high', 'custom/111122223333/shop.stock/sku-4711', 'Too few umbrellas'],
  'custom-shaped-over': ['resolves normal', 'custom/111122223333/shop.stock/sku-4711', 'Umbrellas are back'],
  'custom-plain': ['opens normal', `custom/${here}/shop.orders/Order Refused`, 'Order Refused (shop.orders)'],
  'other-ecs-task': [
    'opens normal',
    `other/${here}/aws.ecs/ECS Task State Change`,
    'ECS Task State Change (aws.ecs)',
  ],
};

const factsOf = (name: string) =>
  Object.fromEntries(sightingOf(fixture(name)).facts.map((fact) => [fact.name, fact.value]));

describe('what an event says', () => {
  it.each(Object.entries(table))('%s', (name, [weight, key, title]) => {
    const sighting = sightingOf(fixture(name));
    expect([`${sighting.phase} ${sighting.severity}`, sighting.key, sighting.title]).toEqual([
      weight,
      key,
      title,
    ]);
  });

  it('is known of every fixture', () => {
    expect(Object.keys(table).sort()).toEqual([...fixtures].sort());
  });

  it('begins its key with the kind, and is one line that a card holds', () => {
    for (const name of fixtures) {
      const { kind, key, title, facts } = sightingOf(fixture(name));
      expect(key.startsWith(`${kind}/`)).toBe(true);
      expect(title.length).toBeLessThanOrEqual(150);
      expect(facts.length).toBeLessThanOrEqual(10);
    }
  });

  it('has only addresses that were made here: none of the event, all of the console', () => {
    for (const name of fixtures)
      for (const { url } of sightingOf(fixture(name)).links)
        expect(url).toMatch(/^https:\/\/(?:[a-z0-9-]+\.console|health)\.aws\.amazon\.com\//);
    expect(factsOf('health-credentials-exposed')['Seen at']).toBe(
      'https://github.com/example/repo/blob/main/.env',
    );
  });

  it('has no secret in it: no environment of a container, no token, no whole access key', () => {
    for (const name of fixtures) {
      const { subject, ...shown } = sightingOf(fixture(name));
      expect(JSON.stringify(shown)).not.toMatch(
        /hunter2|very-secret-token|secret-name|IOSFODNN7|DB_PASSWORD/,
      );
      expect(subject.accessKeyId ?? 'AKIAIOSFODNN7EXAMPLE').toMatch(/^A[KS]IAIOSFODNN7EXAMPLE$/);
    }
  });

  it('happened when the event says, however that is written', () => {
    const at = (name: string) => new Date(sightingOf(fixture(name)).at).toISOString();
    expect(at('alarm-went-off')).toBe('2026-03-01T10:15:30.985Z');
    expect(at('health-credentials-exposed')).toBe('2025-02-12T00:40:00.000Z');
    expect(at('execution-failed')).toBe('2026-03-01T10:15:30.000Z');
    expect(at('snapshot-copy-failed')).toBe('2026-03-01T10:15:00.000Z');
    expect(at('custom-plain')).toBe('2026-03-01T10:15:30.000Z');
  });
});
