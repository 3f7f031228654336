import { describe, expect, it } from '@jest/globals';
import { sightingOf } from '../../../src/events/index.ts';
import { eventOf, fixture, textOf } from '../fixture.ts';

const factsOf = (name: string) =>
  Object.fromEntries(sightingOf(fixture(name)).facts.map((fact) => [fact.name, fact.value]));

describe('what an execution says', () => {
  it('is the sentence of its cause, without the stack, and how to go on', () => {
    expect(sightingOf(fixture('execution-failed'))).toMatchObject({
      meaning: 'The health check of api answered 503',
      advice: expect.stringContaining('redrive it'),
      subject: {
        machine: 'deploy-api',
        executionArn: expect.stringContaining(':execution:deploy-api:run-1'),
      },
    });
    expect(sightingOf(fixture('execution-timed-out')).advice).toContain('cannot be redriven');
    expect(factsOf('execution-succeeded')).toMatchObject({ 'Ran for': '1 min 23 s', Redriven: '1' });
  });

  it('keeps the stack out of a cause that is plain text', () => {
    const text = textOf('execution-failed').replace(
      /"cause": ".*"/,
      '"cause": "Error: no place\\n    at handler (/var/task/index.mjs:3:9)"',
    );
    expect(sightingOf(eventOf(text)).meaning).toBe('Error: no place');
  });

  it("opens nothing for one item of a distributed Map: the Map's own execution tells", () => {
    const text = textOf('execution-failed').replaceAll('deploy-api:run-1', 'deploy-api/Each:run-1');
    expect(sightingOf(eventOf(text)).phase).toBe('passes');
  });
});

describe('what an exposed key says', () => {
  it('is the whole key and its user for who acts on it, and only its ends to read', () => {
    const { subject, facts, account } = sightingOf(fixture('health-credentials-exposed'));
    expect(subject).toEqual({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'test-1' });
    expect(facts[0]).toEqual({ name: 'Access key', value: 'AKIA…MPLE', code: true });
    expect(account).toBe('111122223333');
  });

  it('takes key and user from the entities where the metadata has none', () => {
    expect(sightingOf(fixture('health-credentials-compromised')).subject).toEqual({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'test-1',
    });
  });

  it('names every key there is, five of them for who acts, and says which are left to people', () => {
    const keys = Array.from({ length: 7 }, (_one, index) => `AKIAIOSFODNN7EXAMP0${String(index)}`);
    const text = textOf('health-credentials-compromised').replaceAll('AKIAIOSFODNN7EXAMPLE', keys.join(' '));
    const { subject, title, facts } = sightingOf(eventOf(text));
    expect(subject).toMatchObject({ accessKeyId: keys[0], otherKeys: keys.slice(1, 5) });
    expect(title).toContain('AKIA…MP00 of test-1 (and 6 more)');
    expect(facts.find(({ name }) => name === 'Other keys')?.value).toBe(
      'AKIA…MP01, AKIA…MP02, AKIA…MP03, AKIA…MP04, and 2 that Signalbox leaves to you',
    );
  });

  it("belongs to the affected account, also in an organisation's view", () => {
    expect(sightingOf(fixture('health-exposed-organisation')).account).toBe('111122223333');
  });

  it('says that a temporary one cannot be made inactive', () => {
    const { advice, facts } = sightingOf(fixture('health-compromise-suspected-temporary'));
    expect(advice).toContain('revoke the sessions');
    expect(facts[0]?.value).toBe('ASIA…MPLE (temporary)');
  });
});

describe('what others say', () => {
  it('of an alarm: its description, the reason, the metric, what it is of', () => {
    expect(sightingOf(fixture('alarm-went-off')).meaning).toBe('The public API answers with errors');
    expect(factsOf('alarm-went-off')).toMatchObject({
      Metric: 'AWS/ApplicationELB HTTPCode_Target_5XX_Count',
      Of: 'LoadBalancer app/api/50dc6c495c0c9188',
      Threshold: '5',
      Before: 'OK',
    });
    expect(factsOf('alarm-composite-suppressed')['Actions suppressed by']).toBe('WaitPeriod');
  });

  it('of Health: English where there is a choice, the first entities, the page', () => {
    expect(sightingOf(fixture('health-scheduled-change')).meaning).toMatch(/^EC2 has detected/);
    expect(factsOf('health-scheduled-change')).toMatchObject({
      Affects: 'i-0000, i-0001, i-0002, i-0003, i-0004 and 2 more',
      Page: '1 of 3',
      Begins: '2026-03-14 10:00 UTC',
    });
  });

  it('of a Batch job: why it ended, and where its log is', () => {
    expect(factsOf('batch-failed')).toMatchObject({
      'Exit code': '137',
      Attempts: '2',
      'Log stream': 'align/default/0123',
    });
  });

  it.each([
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'normal'],
    ['6.9', 'normal'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
    [10, 'critical'],
    [null, 'normal'],
  ])('of a finding of GuardDuty: %p is %s', (score, severity) => {
    const text = textOf('guardduty-finding').replace(
      '"severity": 8,',
      `"severity": ${JSON.stringify(score)},`,
    );
    expect(sightingOf(eventOf(text)).severity).toBe(severity);
  });

  it('of an own event: what it says under signalbox, else the plain values of its detail', () => {
    expect(sightingOf(fixture('custom-shaped'))).toMatchObject({
      meaning: 'Nine are left, and it rains.',
      advice: 'Order some.',
      facts: [
        { name: 'Left', value: '9' },
        { name: 'Shop', value: 'Bilbao' },
        { name: 'At', value: '["A1","B2"]' },
      ],
    });
    expect(factsOf('custom-plain')).toEqual({
      orderId: 'o-1',
      amount: '12.5',
      express: 'true',
      'customer.name': 'Ada',
      'customer.apiToken': '[removed]',
      Resource: 'order/o-1',
    });
  });
});
