import { describe, expect, it } from '@jest/globals';
import { lintPolicy, loadPolicy } from '../../src/config/index.ts';

const role = 'arn:aws:iam::111111111111:role/team/signalbox';
const prod = `prod: { role: "${role}", externalId: "\${EXTERNAL_ID}", region: eu-west-1 }`;
const read = (text: string) => loadPolicy(text, { EXTERNAL_ID: 'deploy-42' });
const policyOf = (text: string) => {
  const loaded = read(text);
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
};
const faultsOf = (text: string) => {
  const loaded = read(text);
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message).join('\n') : '';
};
const found = (text: string) =>
  lintPolicy(policyOf(text)).map(({ severity, of, message }) => `${severity} ${of}: ${message}`);

describe('accounts', () => {
  it('are read with the account that their role is of', () => {
    expect(policyOf(`accounts: { ${prod} }`).accounts).toEqual([
      { name: 'prod', role, externalId: 'deploy-42', account: '111111111111', region: 'eu-west-1' },
    ]);
    expect(policyOf('').accounts).toEqual([]);
  });

  it('may be one account in several Regions', () => {
    const dr = `dr: { role: "${role}", region: us-west-2 }`;
    expect(policyOf(`accounts: { ${prod}, ${dr} }`).accounts.map(({ region }) => region)).toEqual([
      'eu-west-1',
      'us-west-2',
    ]);
  });

  it.each([
    ['accounts: { prod: { role: signalbox, region: eu-west-1 } }', 'write the ARN of a role'],
    [
      'accounts: { prod: { role: "arn:aws:iam::111111111111:user/x", region: eu-west-1 } }',
      'the ARN of a role',
    ],
    [`accounts: { prod: { role: "${role}" } }`, '"region": is missing'],
    [`accounts: { prod: { role: "${role}", region: Ireland } }`, 'name a Region'],
    [`accounts: { prod: { role: "${role}", region: eu-west-1, externalId: "a b" } }`, 'an external id has'],
    [`accounts: { a/b: { role: "${role}", region: eu-west-1 } }`, 'a name of an account has'],
    [`accounts:\n  ${prod}\n  ${prod}`, 'unique'],
    [
      `accounts: { ${prod}, again: { role: "${role}", region: eu-west-1 } }`,
      'prod is account 111111111111 in eu-west-1 already',
    ],
    [
      `accounts: { prod: { role: "${role}", region: eu-west-1, external_id: x } }`,
      'did you mean "externalId"?',
    ],
  ])('have the fault of %s', (text, words) => {
    expect(faultsOf(text)).toContain(words);
  });
});

describe('signalbox lint, of accounts', () => {
  it('finds nothing where all is written', () => {
    const text = `accounts: { ${prod} }\nmachines: [prod/*]`;
    expect(found(text).filter((line) => line.includes('account'))).toEqual([]);
  });

  it('warns of a role without an external id, and of an account that no machine is of', () => {
    const lines = found(`accounts: { prod: { role: "${role}", region: eu-west-1 } }\nmachines: ['*']`);
    expect(lines).toContainEqual(expect.stringMatching(/^warning account prod: it has no externalId/));
    expect(lines).toContainEqual(expect.stringMatching(/^warning account prod: machines: names none of it/));
  });

  it.each([
    ["machines: ['prdo/*']", 'machines'],
    ["access: [{ allow: [list], who: [U0A], on: ['prdo/deploy'] }]", 'access 1'],
    [
      'gates: { g: { for: [M], activity: prdo/Review, channel: c, title: t, levels: [{ name: l, any: [U0A] }] } }',
      'gate g',
    ],
    ["machines: ['*/*']\nworkflows: { w: { machine: prdo/deploy } }", 'workflow w'],
    ["machines: ['*/*']\nschedules: [{ name: s, machine: prdo/deploy, cron: '@daily' }]", 'schedule s'],
  ])('finds a name of an account that is not there: %s', (text, of) => {
    expect(found(`accounts: { ${prod} }\n${text}`)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^error ${of}: prdo/.* is of an account "prdo" that accounts: does not have`),
      ),
    );
  });

  it('takes a pattern for accounts that are still to come', () => {
    expect(found("machines: ['team-*/*']").filter((line) => line.startsWith('error'))).toEqual([]);
  });
});
