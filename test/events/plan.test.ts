import { describe, expect, it } from '@jest/globals';
import { plannedFor } from '../../src/events/index.ts';
import type { Step } from '../../src/incidents/index.ts';
import { fixture } from './fixture.ts';
import { routesIn } from './routes.ts';

const alarmKey = 'alarm/111122223333/eu-west-1/api 5xx / minute';
const onAlarm = 'match: { source: [aws.cloudwatch], detail: { state: { value: [ALARM] } } }';
const planned = (name: string, text: string) => plannedFor(fixture(name), routesIn(text));

describe('what becomes of an event', () => {
  it('is an incident as the event itself suggests, where the route says no more', () => {
    const [one, ...more] = planned('alarm-went-off', `routes: [{ ${onAlarm}, do: incident, channel: ops }]`);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      sighting: { key: alarmKey, title: 'Alarm api 5xx / minute went off', phase: 'opens' },
      plan: {
        route: 'incident-alarm',
        weight: 'incident',
        channel: 'ops',
        severity: 'high',
        escalate: [],
        runbook: [],
      },
    });
    expect(one?.plan).not.toHaveProperty('settleAfterSeconds');
  });

  it('has the words, the key and the severity of the route, taken from the envelope', () => {
    const [one] = planned(
      'alarm-went-off',
      `routes: [{ ${onAlarm}, do: incident, channel: ops, severity: critical, title: "{{ $.detail.alarmName }} in {{ $.region }}",
        text: "Was {{ $.detail.previousState.value }}, {{ $.detail.nothing }}", fields: { Account: "{{ $.account }}" }, key: "api/{{ $.account }}" }]`,
    );
    expect(one?.sighting).toMatchObject({
      title: 'api 5xx / minute in eu-west-1',
      meaning: 'Was OK, (no $.detail.nothing)',
      facts: [{ name: 'Account', value: '111122223333' }],
      key: 'key/api/111122223333',
    });
    expect(one?.plan.severity).toBe('critical');
  });

  it('is a notice of a record of its own, which takes more of its key for an hour, whatever happened', () => {
    const text =
      'routes: [{ match: { source: [aws.cloudwatch] }, do: notify, channel: quiet, name: alarms }]';
    const [, ok] = [planned('alarm-went-off', text), planned('alarm-ok', text)];
    expect(ok[0]).toMatchObject({
      sighting: { key: `notice/alarms/${alarmKey}`, phase: 'opens' },
      plan: { weight: 'notice', settleAfterSeconds: 3_600 },
    });
  });

  it('is one incident where two routes lead to the same key: the first counts; and notices beside it', () => {
    const all = planned(
      'alarm-went-off',
      `routes:
  - { match: { account: ["111122223333"] }, do: notify, channel: c, name: all }
  - { ${onAlarm}, do: incident, channel: one }
  - { ${onAlarm}, do: incident, channel: two }
  - { ${onAlarm}, do: incident, channel: three, key: mine }`,
    );
    expect(all.map(({ plan, sighting }) => [plan.channel, sighting.key])).toEqual([
      ['c', `notice/all/${alarmKey}`],
      ['one', alarmKey],
      ['three', 'key/mine'],
    ]);
  });

  it('ends what is open under its key, also where no route matches it', () => {
    const all = planned(
      'alarm-ok',
      `routes:
  - { ${onAlarm}, do: incident, channel: one }
  - { ${onAlarm}, do: incident, channel: two, key: "{{ $.detail.alarmName }}" }
  - { ${onAlarm}, do: incident, channel: three, key: "{{ $.detail.nothing }}" }
  - { ${onAlarm}, do: notify, channel: four, key: other }`,
    );
    expect(all.map(({ sighting }) => [sighting.key, sighting.phase])).toEqual([
      [alarmKey, 'resolves'],
      ['key/api 5xx / minute', 'resolves'],
    ]);
    expect(new Set(all.map(({ sighting }) => sighting.eventKey)).size).toBe(2);
    expect(planned('alarm-ok', '')).toHaveLength(1);
    expect(planned('alarm-insufficient-data', '')).toEqual([]);
  });

  it("ends incidents that are one for a whole state machine with any execution's success", () => {
    const text =
      'routes: [{ match: { source: [aws.states], detail: { status: [FAILED] } }, do: incident, channel: c, key: "{{ $.detail.stateMachineArn }}" }]';
    const [failed] = planned('execution-failed', text);
    const ended = planned('execution-succeeded', text).map(({ sighting }) => sighting.key);
    expect(ended).toContain(failed?.sighting.key);
  });

  it('fills the input of runbook steps, with access keys and without other secrets', () => {
    const text = `
routes: [{ match: { source: [aws.health, shop.orders] }, do: incident, channel: c, runbook: [off, all] }]
runbooks:
  off: { label: Off, start: exposed-key, input: { key: '{{ $.detail.eventMetadata.publicKey }}', of: 'key {{ $.detail.eventMetadata.userName }}' } }
  all: { label: All, start: exposed-key, input: '{{ $.detail }}' }`;
    const inputs = (name: string) =>
      planned(name, text)[0]?.plan.runbook.map(({ deed }) =>
        deed.kind === 'start' ? deed.input : undefined,
      );
    expect(inputs('health-credentials-exposed')?.[0]).toEqual({
      key: 'AKIAIOSFODNN7EXAMPLE',
      of: 'key test-1',
    });
    expect(inputs('custom-plain')?.[1]).toMatchObject({ customer: { name: 'Ada', apiToken: '[removed]' } });
  });

  it('has steps beside those of its route, which go first; a notice has none', () => {
    const text = `
routes:
  - { match: { source: [aws.health] }, do: incident, channel: c, runbook: [mine, deactivate] }
  - { match: { source: [aws.health] }, do: notify, channel: c }
runbooks: { mine: { label: Mine, call: a.b }, deactivate: { label: My own, call: a.c } }`;
    const step = { confirm: 'Sure?', secondPerson: false, atOnce: true } as const;
    const beside: readonly Step[] = ['deactivate', 'activate'].map((name) => ({
      ...{ ...step, name, label: name },
      deed: { kind: 'call', call: `exposed-key.${name}` },
    }));
    const all = plannedFor(fixture('health-credentials-exposed'), routesIn(text), ({ kind }) =>
      kind === 'exposed-key' ? beside : [],
    );
    expect(all.map(({ plan }) => plan.runbook.map(({ label }) => label))).toEqual([
      ['Mine', 'My own', 'activate'],
      [],
    ]);
  });

  it('keeps secrets out of words that a route takes from the event', () => {
    const text = `routes: [{ match: { source: [shop.orders, aws.ecs, aws.health] }, do: incident, channel: c,
      title: "{{ $.detail.customer }} {{ $.detail.overrides }} {{ $.detail.eventMetadata.publicKey }}" }]`;
    for (const name of ['custom-plain', 'other-ecs-task', 'health-credentials-exposed'])
      expect(JSON.stringify(planned(name, text)[0]?.sighting.title)).not.toMatch(
        /very-secret|hunter2|IOSFODNN/,
      );
  });
});
