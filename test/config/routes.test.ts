import { describe, expect, it } from '@jest/globals';
import { lintPolicy, loadPolicy, policyJsonSchema, type Policy } from '../../src/config/index.ts';

function policyOf(text: string): Policy {
  const loaded = loadPolicy(text, {});
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}

const alarm = 'match: { source: [aws.cloudwatch] }, do: incident, channel: ops';
const runbooks = `
runbooks:
  block: { label: Block the user, start: block-user, input: { user: '{{ $.detail.user }}' }, undo: unblock, style: danger, confirm: Sure?, who: ['@security'], second_person: true }
  unblock: { label: Let the user in again, start: unblock-user }
  freeze: { label: Freeze, call: exposed-key.deactivate, at_once: true }
`;

describe('routes of signalbox.yaml', () => {
  it('have names of their own, or of what they do with which kind of event', () => {
    const { routes } = policyOf(`routes:
  - { ${alarm} }
  - { ${alarm} }
  - { name: incident-alarm-2, match: { source: [aws.ec2] }, do: notify, channel: c }
  - { match: { source: [shop.orders/eu] }, do: notify, channel: c }
  - { match: { detail-type: [Scheduled Event] }, do: start, machine: m }
  - { match: { source: [aws.states] }, do: follow, channel: c }`);
    expect(routes.map(({ name }) => name)).toEqual([
      'incident-alarm',
      'incident-alarm-3',
      'incident-alarm-2',
      'notify-shop-orders-eu',
      'start-event',
      'follow-execution',
    ]);
  });

  it('say how an incident looks, whom it calls, when it is over by itself, and what can be done', () => {
    const { routes } = policyOf(`routes:
  - { ${alarm}, name: alarms, title: 'On {{ $.region }}', text: t, fields: { Account: '{{ $.account }}' }, key: '{{ $.account }}', severity: critical,
      escalate: [{ after: 15m, to: '@leads' }, { after: 1h, to: U0BOSS }], settle_after: 1d, runbook: [freeze, block] }${runbooks}`);
    expect(routes[0]).toMatchObject({
      do: 'incident',
      channel: 'ops',
      title: 'On {{ $.region }}',
      severity: 'critical',
      escalate: [
        { afterSeconds: 900, to: '@leads' },
        { afterSeconds: 3_600, to: 'U0BOSS' },
      ],
      settleAfterSeconds: 86_400,
      runbook: [
        {
          name: 'freeze',
          deed: { kind: 'call', call: 'exposed-key.deactivate' },
          atOnce: true,
          secondPerson: false,
        },
        {
          name: 'block',
          label: 'Block the user',
          deed: { kind: 'start', machine: 'block-user', input: { user: '{{ $.detail.user }}' } },
          confirm: 'Sure?',
          who: ['@security'],
          secondPerson: true,
          undo: 'unblock',
          atOnce: false,
          style: 'danger',
        },
        // What takes a step back comes along by itself.
        { name: 'unblock', deed: { kind: 'start', machine: 'unblock-user', input: '{{ $ }}' } },
      ],
    });
  });

  it.each([
    [`routes: [{ match: { source: [x] }, do: start }]`, '"machine": is missing; name the state machine'],
    [`routes: [{ match: { source: [x] }, do: notify }]`, '"channel": is missing'],
    [
      `routes: [{ match: { source: [x] }, do: notify, channel: c, runbook: [a] }]`,
      '"runbook": is for "do: incident"',
    ],
    [`routes: [{ match: { source: [x] }, do: follow, channel: c, title: t }]`, '"title": is for cards'],
    [`routes: [{ ${alarm}, name: a }, { ${alarm}, name: a }]`, 'another route is named "a" already'],
    [`routes: [{ ${alarm}, escalate: [{ after: soon, to: U0A }] }]`, 'write a duration'],
    [`routes: [{ ${alarm}, escalate: [{ after: 1m, to: leads }] }]`, 'name a Slack user id'],
    [`routes: [{ ${alarm}, severity: hihg }]`, 'did you mean "high"?'],
    [`routes: [{ ${alarm}, settel_after: 1h }]`, 'did you mean "settle_after"?'],
    [`routes: [{ ${alarm}, runbook: [blokc] }]${runbooks}`, 'has no step "blokc"; did you mean "block"?'],
    [
      `routes: [{ match: { detail: { n: [{ numeric: [">", "5"] }] } }, do: notify, channel: c }]`,
      'not an event pattern at detail.n: Value of > must be numeric',
    ],
    [
      `routes: [{ match: { source: aws.ec2 }, do: notify, channel: c }]`,
      'at source: "source" must be an object or an array; put the value into a list',
    ],
    [
      `routes: [{ match: { source: [{ prefx: aws }] }, do: notify, channel: c }]`,
      'Unrecognized match type prefx; choose prefix',
    ],
    [
      `routes: [{ match: {}, do: notify, channel: c }]`,
      'not an event pattern: Empty objects are not allowed; name',
    ],
    [`runbooks: { a: { label: A } }`, 'does nothing; write start:'],
    [`runbooks: { a: { label: A, start: m, call: b.c } }`, 'stands beside start'],
    [`runbooks: { a: { label: A, call: whatever } }`, 'such as exposed-key.deactivate'],
    [`runbooks: { a: { label: A, call: b.c, input: {} } }`, 'is for start'],
    [`runbooks: { a: { label: A, call: b.c, undo: nowhere } }`, 'has no step "nowhere"; write it there'],
    [`runbooks: { a: { label: A, call: b.c, at_once: true, second_person: true } }`, 'take one of both'],
    [`runbooks: { "a b": { label: A, call: b.c } }`, 'a name of a runbook step has letters'],
  ])('%s is refused with its place and remedy', (text, words) => {
    const loaded = loadPolicy(text, {}, 's.yaml');
    if ('policy' in loaded) throw new Error('accepted');
    expect(loaded.faults).toContainEqual({
      at: expect.stringMatching(/^s\.yaml:\d+:\d+$/),
      message: expect.stringContaining(words),
    });
  });

  it('are known to the schema for editors', () => {
    const { properties } = policyJsonSchema() as { properties: Record<string, object> };
    expect(properties).toMatchObject({
      routes: { items: { required: ['match', 'do'] } },
      runbooks: { additionalProperties: { required: ['label'] } },
    });
  });
});

describe('lint of routes', () => {
  const respond = `access: [{ allow: [respond], who: ['@ops'], on: ['*'] }]`;
  it.each([
    [
      `routes: [{ match: { source: [x] }, do: start, machine: m }]`,
      'error',
      'route start-x',
      'not among machines',
    ],
    [
      `machines: [m]\nroutes: [{ match: { source: [aws.states] }, do: start, machine: m }]`,
      'error',
      'route start-execution',
      'starts m again when that is RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED',
    ],
    [
      `${respond}\nroutes: [{ ${alarm}, runbook: [block] }]${runbooks}`,
      'error',
      'route incident-alarm',
      'runbook step block: it starts block-user',
    ],
    [
      `${respond}\nroutes: [{ match: { source: [{ exists: true }] }, do: incident, channel: c, severity: critical }]`,
      'warning',
      'route incident-event',
      'every event is critical',
    ],
    [`routes: [{ ${alarm} }]`, 'warning', 'route incident-alarm', 'nobody may work on its incidents'],
    [
      `${respond}\nroutes: [{ ${alarm}, settle_after: 1h, escalate: [{ after: 2h, to: U0A }] }]`,
      'warning',
      'route incident-alarm',
      'U0A is called only when it has settled',
    ],
    [
      `${respond}\nroutes: [{ ${alarm}, escalate: [{ after: 2h, to: U0A }, { after: 1h, to: U0B }] }]`,
      'warning',
      'route incident-alarm',
      'U0B is not called later',
    ],
    [
      `${respond}\nroutes: [{ ${alarm}, title: '{{ detail.x }}' }]`,
      'warning',
      'route incident-alarm',
      'write {{ $.detail.x }}',
    ],
  ])('%s: %s', (text, severity, of, words) => {
    expect(lintPolicy(policyOf(text))).toContainEqual({
      severity,
      of,
      message: expect.stringContaining(words),
    });
  });

  it('has nothing to say of what works', () => {
    const policy = policyOf(`${respond}
machines: ['*-user', clean]
routes:
  - { ${alarm}, escalate: [{ after: 15m, to: U0A }, { after: 1h, to: '@leads' }], runbook: [freeze, block] }
  - { match: { source: [aws.states], detail: { status: [FAILED] } }, do: notify, channel: c, title: '{{ $.detail.name }}' }
  - { match: { source: [aws.ec2] }, do: start, machine: clean, channel: c }${runbooks}`);
    expect(lintPolicy(policy).filter(({ of }) => of.startsWith('route'))).toEqual([]);
  });
});
