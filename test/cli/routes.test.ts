import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { eventLines } from '../../src/cli/routes/event-lines.ts';
import { routeLines } from '../../src/cli/routes/route-lines.ts';
import { fixture } from '../events/fixture.ts';
import { routesIn } from '../events/routes.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-routes-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const yaml = `
machines: [deploy-*, exposed-key]
queues: [{ url: '\${SIGNALBOX_QUEUE_URL}' }]
routes:
  - { match: { source: [aws.cloudwatch], detail: { state: { value: [ALARM] } } }, do: incident, channel: ops, name: alarms,
      title: '{{ $.detail.alarmName }}', escalate: [{ after: 15m, to: '@leads' }, { after: 2h, to: U0BOSS }], runbook: [back] }
  - { match: { source: [aws.cloudwatch], detail: { state: { value: [ALARM] } } }, do: incident, channel: elsewhere, name: second }
  - { match: { source: [aws.cloudwatch, shop.orders] }, do: notify, channel: quiet, name: all }
  - { match: { source: [aws.health], detail: { service: [RISK] } }, do: start, machine: exposed-key, channel: security }
  - { match: { source: [aws.states] }, do: follow, channel: workflows }
runbooks:
  back: { label: Roll back, start: deploy-back, input: { alarm: '{{ $.detail.alarmName }}' }, second_person: true }
`;
const config = join(folder, 'signalbox.yaml');
writeFileSync(config, yaml);
const routes = routesIn(yaml.replace('${SIGNALBOX_QUEUE_URL}', 'q'));
const said = (name: string) => {
  const event = fixture(name);
  return [...eventLines(event), ...routeLines(event, routes)].join('\n');
};

describe('signalbox routes test', () => {
  it('says how an event is read, what each route that matches would do, and why the others do not', () => {
    const out = said('alarm-went-off');
    for (const line of [
      /^Alarm api 5xx \/ minute went off$/m,
      /^ {2}kind +alarm: trouble; severity high$/m,
      /^ {2}key +alarm\/111122223333\/eu-west-1\/api 5xx \/ minute$/m,
      /^route alarms \(incident\): matches$/m,
      /^ {2}makes an incident +in ops$/m,
      /^ {2}title +api 5xx \/ minute$/m,
      /^ {2}calls +@leads after 15 min, then U0BOSS after 2 h$/m,
      /^ {2}step back +"Roll back" starts deploy-back with {"alarm":"api 5xx \/ minute"}; after a second person agrees$/m,
      /^route second \(incident\): matches\n {2}but {2}route alarms stands before it/m,
      /^ {2}makes a notice +in quiet$/m,
      /^ {2}settles +after 1 h without another$/m,
      /^route follow-execution \(follow\): does not match\n {2}source is "aws.cloudwatch"; the pattern wants "aws.states"$/m,
    ])
      expect(out).toMatch(line);
  });

  it('says what is over, also where no route matches', () => {
    const out = said('alarm-ok');
    expect(out).toContain('route alarms (incident): does not match\n  detail.state.value is "OK"');
    expect(out).toContain(
      'If an incident is open under alarm/111122223333/eu-west-1/api 5xx / minute, it is over.',
    );
  });

  it('says what would be started, without the secrets of the event', () => {
    const out = said('health-credentials-exposed');
    expect(out).toMatch(/^ {2}starts +exposed-key$/m);
    expect(out).toMatch(/^ {2}if not +an incident in security$/m);
    expect(out).not.toContain('AKIAIOSFODNN7EXAMPLE');
    expect(said('custom-plain')).not.toContain('very-secret-token');
  });

  it('reads event and file, and prints it', async () => {
    const event = 'test/events/fixtures/alarm-ok.json';
    const { code, out, err } = await run(['routes', 'test', event, '--config', config]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Alarm api 5xx / minute is OK again\n');
    expect(out).toContain('\n\nroute alarms (incident): does not match\n');
  });

  it.each([
    ['not JSON', '{', 'is no event that Signalbox reads: it is not JSON'],
    ['an ask', '{"schema": "signalbox/ask/1"}', 'is an ask. It goes to its gate'],
  ])('explains what is %s', async (_what, body, words) => {
    const file = join(folder, 'event.json');
    writeFileSync(file, body);
    const { code, out, err } = await run(['routes', 'test', file, '--config', config]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
  });

  it('explains what cannot be read, and names the faults of a signalbox.yaml', async () => {
    const event = 'test/events/fixtures/alarm-ok.json';
    expect((await run(['routes', 'test', 'nowhere.json', '--config', config])).err).toContain(
      'nowhere.json cannot be read',
    );
    expect((await run(['routes', 'test', event, '--config', 'nowhere.yaml'])).err).toContain(
      'Name a signalbox.yaml with --config',
    );
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'routes: [{ match: { source: aws }, do: notify, channel: c }]');
    const { code, err } = await run(['routes', 'test', event, '--config', broken]);
    expect(code).toBe(1);
    expect(err).toMatch(/has 1 fault\(s\):\n {2}\S+broken\.yaml:1:\d+: not an event pattern at source/);
  });
});
