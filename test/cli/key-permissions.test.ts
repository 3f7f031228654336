import { describe, expect, it } from '@jest/globals';
import { permissionsFor } from '../../src/cli/doctor/permissions.ts';
import { loadPolicy } from '../../src/config/index.ts';

const place = { partition: 'aws-cn', account: '1', region: 'cn-north-1' };
const topic = 'arn:aws-cn:sns:cn-north-1:111122223333:security';
const needed = (yaml: string) => {
  const loaded = loadPolicy(yaml, {});
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return permissionsFor(loaded.policy, { kind: 'sqlite' }, { place, queues: [] });
};
const changing = (keys: string) =>
  needed(`exposed_keys: ${keys}`)
    .filter(({ feature }) => feature.startsWith('exposed keys'))
    .flatMap(({ actions }) => actions)
    .filter((action) => !/:(?:List|Get|Lookup)/.test(action));

describe('what exposed keys need on AWS', () => {
  it('is nothing where signalbox.yaml does not want anything done about them', () => {
    expect(JSON.stringify(needed('machines: [m]'))).not.toMatch(/iam:|cloudtrail:|sns:/);
  });

  it.each([
    ['{ dry_run: true, quarantine: true }', []],
    ['{}', ['iam:UpdateAccessKey', 'iam:DeleteAccessKey']],
    [`{ delete: never, notify: '${topic}' }`, ['iam:UpdateAccessKey', 'sns:Publish']],
    [
      '{ delete: never, quarantine: true }',
      ['iam:UpdateAccessKey', 'iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
    ],
  ])('is to change no more than %s wants', (keys, actions) => {
    expect(changing(keys)).toEqual(actions);
  });

  it('names users, groups and the topic by their ARNs', () => {
    const resources = needed(`exposed_keys: { notify: '${topic}' }`).flatMap((one) => one.resources);
    expect(resources).toEqual(
      expect.arrayContaining(['arn:aws-cn:iam::1:user/*', 'arn:aws-cn:iam::1:group/*', topic]),
    );
  });
});
