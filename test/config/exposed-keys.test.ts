import { describe, expect, it } from '@jest/globals';
import { lintPolicy, loadPolicy } from '../../src/config/index.ts';

const topic = 'arn:aws:sns:eu-west-1:111122223333:security';
const rest = `
queues: [{ url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/signalbox' }]
routes: [{ match: { source: [aws.health] }, do: incident, channel: incidents }]
`;
const policyOf = (text: string) => {
  const loaded = loadPolicy(text, {});
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
};
const found = (text: string) =>
  lintPolicy(policyOf(text))
    .filter(({ of }) => of === 'exposed_keys')
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('exposed_keys', () => {
  it('switches nothing on where it is not written', () => {
    expect(policyOf(rest).exposedKeys).toBeUndefined();
    expect(found(rest)).toEqual([]);
  });

  it('asks before it does something, unless the file says otherwise', () => {
    expect(policyOf('exposed_keys: {}').exposedKeys).toEqual({
      ...{
        contain: 'ask',
        protect: [],
        quarantine: false,
        delete: 'second_person',
        dryRun: false,
        regions: [],
      },
    });
    const whole = `exposed_keys: { contain: at_once, protect: ['break-glass-*'], quarantine: true, notify: ${topic}, dry_run: true, delete: never, regions: [eu-west-1] }`;
    expect(policyOf(whole).exposedKeys).toEqual({
      ...{ contain: 'at_once', protect: ['break-glass-*'], quarantine: true, notify: topic, dryRun: true },
      ...{ delete: 'never', regions: ['eu-west-1'] },
    });
  });

  it.each([
    ['exposed_keys: { contain: at-once }', 'did you mean "at_once"'],
    ['exposed_keys: { notify: security }', 'write the ARN of a standard SNS topic'],
    [`exposed_keys: { notify: ${topic}.fifo }`, 'write the ARN of a standard SNS topic'],
    ['exposed_keys: { regions: [Europe] }', 'write a Region such as eu-west-1'],
    ['exposed_keys: { protects: [a] }', 'did you mean "protect"'],
    ['exposed_key: {}', 'did you mean "exposed_keys"'],
  ])('%j is refused: %s', (text, words) => {
    expect(JSON.stringify(loadPolicy(text, {}))).toContain(words.replaceAll('"', '\\"'));
  });

  it.each([
    [`exposed_keys: { notify: ${topic} }`, []],
    ['exposed_keys: {}', ['note: only Slack hears']],
    [`exposed_keys: { notify: ${topic}, protect: ['*'] }`, ['error: protect: "*" is everybody']],
    [`exposed_keys: { notify: ${topic}, contain: at_once }`, ['warning: keys are made inactive at once']],
    [`exposed_keys: { notify: ${topic}, dry_run: true }`, ['warning: dry_run is on']],
  ])('%s is found to be %j', (text, findings) => {
    expect(found(rest + text)).toEqual(findings.map((one) => expect.stringContaining(one)));
  });

  it('is found to wait for events that no route makes an incident of', () => {
    expect(found(`exposed_keys: { notify: ${topic} }`)).toEqual([
      expect.stringContaining("no route fits AWS Health's event"),
      expect.stringContaining('there is no queue'),
    ]);
    const follow = rest
      .replace('source: [aws.health]', "source: [{ prefix: '' }]")
      .replace('incident,', 'notify,');
    expect(found(`${follow}exposed_keys: { notify: ${topic} }`)).toEqual([
      expect.stringContaining('says do: notify'),
    ]);
  });
});
