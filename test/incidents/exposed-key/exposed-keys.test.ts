import { describe, expect, it } from '@jest/globals';
import {
  stepsFor,
  type ExposedKeyPolicy,
  type SightingKind,
  type StepState,
} from '../../../src/incidents/index.ts';
import { atOnce, denied, going, incidentOf, leaked, openAccount, silent, topic } from './account.ts';

const done = (says: string): unknown => ({ kind: 'done', says: expect.stringContaining(says) });
const failed = (because: string): unknown => ({ kind: 'failed', because: expect.stringContaining(because) });

describe('making an exposed key inactive', () => {
  it('changes it once, however often it is called', async () => {
    const { call, changes } = openAccount();
    expect(await call('deactivate')).toEqual(done('AKIA…KED1 of ci-deployer is inactive.'));
    expect(await call('deactivate')).toEqual(done('is inactive already'));
    expect(changes).toEqual(['ci-deployer inactive']);
  });

  it('is taken back', async () => {
    const { call, changes } = openAccount();
    await call('deactivate');
    expect(await call('activate')).toEqual(done('AKIA…KED1 of ci-deployer is active again.'));
    expect(await call('activate')).toEqual(done('is active.'));
    expect(changes).toEqual(['ci-deployer inactive', 'ci-deployer active']);
  });

  it('says that IAM does not show the change yet, where it does not', async () => {
    const { call, desk, clock } = openAccount();
    Object.assign(desk, { setStatus: () => Promise.resolve() });
    const wait = { over: false };
    const outcome = call('deactivate').finally(() => {
      wait.over = true;
    });
    while (!wait.over) {
      await new Promise(setImmediate);
      await clock.advance(1_000);
    }
    expect(await outcome).toEqual(done('will be inactive: IAM took the change'));
  });

  it('is tried again where AWS does not answer, and ends in words where it does not allow it', async () => {
    const quiet = openAccount({ fails: { setStatus: silent('iam:UpdateAccessKey') } });
    await expect(quiet.call('deactivate')).rejects.toMatchObject({ passing: true });
    const shut = openAccount({ fails: { setStatus: denied('iam:UpdateAccessKey') } });
    expect(await shut.call('deactivate')).toEqual(failed('does not allow Signalbox iam:UpdateAccessKey'));
  });
});

describe('several keys of one event', () => {
  const second = 'AKIAIOSFODNN7LEAKED2';
  const third = 'AKIAIOSFODNN7LEAKED3';
  const others = { [second]: 'ci-deployer', [third]: 'backup' };

  it('are each made inactive and taken back, told in one go', async () => {
    const { call, changes } = openAccount({ others });
    const outcome = await call('deactivate');
    expect(outcome).toEqual(done('AKIA…KED3 of backup is inactive.'));
    expect(outcome).toEqual(done('AKIA…KED1 of ci-deployer is inactive.'));
    await call('activate');
    expect(changes).toEqual([
      ...['ci-deployer inactive', 'ci-deployer inactive', 'backup inactive'],
      ...['ci-deployer active', 'ci-deployer active', 'backup active'],
    ]);
  });

  it('are done something about where one of them may not be touched, and that is said', async () => {
    const { call, changes } = openAccount({ others, policy: { protect: ['ci-*'] } });
    expect(await call('deactivate')).toEqual({
      kind: 'failed',
      because: expect.stringMatching(/^ci-deployer is protected[^\n]*\nAKIA…KED3 of backup is inactive\./),
    });
    expect(changes).toEqual(['backup inactive']);
  });

  it('do not wait for the one about which AWS does not answer', async () => {
    const { call, desk, changes } = openAccount({ others });
    const find = desk.find.bind(desk);
    Object.assign(desk, {
      find: (id: string) => (id === leaked ? Promise.reject(silent('iam:GetAccessKeyLastUsed')) : find(id)),
    });
    await expect(call('deactivate')).rejects.toMatchObject({ passing: true });
    expect(changes).toEqual(['ci-deployer inactive', 'backup inactive']);
    Object.assign(desk, { find });
    expect(await call('deactivate')).toEqual(done('AKIA…KED2 of ci-deployer is inactive already'));
    expect(changes).toHaveLength(3);
  });

  it('are one notice to security, and one reading in the thread, with no key in clear', async () => {
    const { call, notices } = openAccount({ others });
    const found = await call('findings');
    expect(found).toMatchObject({
      says: expect.stringContaining('AKIA…KED2 is a key of the user ci-deployer'),
    });
    await call('notify');
    expect(notices).toHaveLength(1);
    expect(notices[0]?.subject).toBe('Exposed access keys of ci-deployer, account 111122223333');
    expect(notices[0]?.text).toMatch(
      /AKIA…KED1 of account[^]*AKIA…KED3 of account[^]*AKIA…KED3 is a key of the user backup/,
    );
    expect(JSON.stringify([found, notices])).not.toMatch(/LEAKED/);
  });
});

describe('the quarantine of a user', () => {
  it('is taken back', async () => {
    const { call, changes } = openAccount();
    expect(await call('quarantine')).toEqual(done('is attached to ci-deployer'));
    expect(await call('release')).toEqual(done('no longer attached to ci-deployer'));
    expect(changes).toEqual(['ci-deployer quarantined', 'ci-deployer released']);
  });

  it('is taken back also where no new one is wanted any more, but not by a dry run', async () => {
    const off = openAccount({ policy: { quarantine: false } });
    expect(await off.call('release')).toEqual(done('no longer attached'));
    const dry = openAccount({ policy: { dryRun: true } });
    expect(await dry.call('release')).toEqual(done("would have detached AWS's quarantine policy"));
    expect(dry.changes).toEqual([]);
  });

  it('is left to people once its key is gone', async () => {
    const { call } = openAccount();
    await call('deactivate');
    await call('delete');
    expect(await call('release')).toEqual(failed("detach AWS's quarantine policy from the user in IAM"));
  });
});

describe('deleting an exposed key', () => {
  it('waits until it is inactive', async () => {
    const { call, changes } = openAccount();
    expect(await call('delete')).toEqual(failed('still active: make it inactive first'));
    await call('deactivate');
    expect(await call('delete')).toEqual(done('is deleted'));
    expect(changes).toEqual(['ci-deployer inactive', 'ci-deployer deleted']);
  });

  it('is done where the key is gone already', async () => {
    const { call, changes } = openAccount();
    await call('deactivate');
    await call('delete');
    expect(await call('delete')).toEqual(done('is gone'));
    expect(await call('activate')).toEqual(failed('No user of account'));
    expect(changes).toHaveLength(2);
  });
});

describe('what signalbox.yaml does not want', () => {
  it.each([
    ['quarantine', { quarantine: false }, 'no user is quarantined'],
    ['delete', { delete: 'never' as const }, 'no key is deleted'],
  ])('is not done, also where an older incident has a button for it: %s', async (name, policy, because) => {
    const { call, changes, policy: today } = openAccount({ policy });
    expect(await call(name)).toEqual(failed(because));
    expect(changes).toEqual([]);
    expect(incidentOf(today).plan.runbook.map((step) => step.name)).not.toContain(name);
  });
});

describe('whoever is protected', () => {
  const calls = ['deactivate', 'activate', 'quarantine', 'release', 'delete'];
  it.each(calls)('is not touched by %s', async (name) => {
    const { call, changes } = openAccount({ policy: { protect: ['ci-*'] } });
    expect(await call(name)).toEqual(failed('ci-deployer is protected'));
    expect(changes).toEqual([]);
  });

  it.each(calls)('is Signalbox itself: %s', async (name) => {
    const own = openAccount({ self: { accessKeyId: leaked } });
    expect(await own.call(name)).toEqual(failed('the key that Signalbox itself works with'));
    const mine = openAccount({ userName: 'signalbox' });
    expect(await mine.call(name)).toEqual(failed('the user that Signalbox itself is'));
    expect([...own.changes, ...mine.changes]).toEqual([]);
  });
});

describe('a dry run', () => {
  it.each([
    ['deactivate', 'would have made AKIA…KED1 of ci-deployer inactive'],
    ['quarantine', "would have attached AWS's quarantine policy to ci-deployer"],
    ['notify', `would have told ${topic}`],
  ])('says what %s would have done, and does nothing', async (name, says) => {
    const { call, changes, notices } = openAccount({ policy: { dryRun: true } });
    expect(await call(name)).toEqual(done(says));
    expect([...changes, ...notices]).toEqual([]);
  });
});

describe('what is found out', () => {
  it('is the owner, age, last use, policies and trail, with the key shortened', async () => {
    const outcome = await openAccount().call('findings');
    expect(outcome).toMatchObject({
      kind: 'done',
      says: [
        'AKIA…KED1 is a key of the user ci-deployer: active, 412 days old, last used 3 hours ago (2026-05-01 09:00 UTC, s3 in eu-west-1).',
        'Policies of ci-deployer: AmazonS3FullAccess, deploy (inline), PowerUserAccess (group builders).',
        'CloudTrail in us-east-1, eu-west-1: 1 calls from 2026-04-30 12:00 UTC to 2026-04-30 12:00 UTC, none denied.',
        'Calls: s3:ListBuckets 1',
        'Regions: eu-west-1',
      ].join('\n'),
      facts: expect.arrayContaining([{ name: 'User', value: 'ci-deployer', code: true }]),
    });
    expect(JSON.stringify(outcome)).not.toContain(leaked);
  });

  it('goes on where a part cannot be had, and says so', async () => {
    const { call } = openAccount({
      fails: { standing: denied('iam:GetUser'), trail: silent('cloudtrail:LookupEvents') },
    });
    const outcome = await call('findings');
    expect(outcome).toEqual(
      expect.objectContaining({
        says: expect.stringMatching(/ci-deployer[^]*iam:GetUser[^]*cloudtrail:LookupEvents/),
      }),
    );
  });
});

describe('security', () => {
  it('is told what is known and what was done', async () => {
    const { call, notices } = openAccount();
    const outcome = await call('deactivate');
    if (outcome.kind !== 'done') throw new Error('not done');
    const steps = { deactivate: { kind: 'done' as const, at: 1, says: outcome.says } };
    expect(await call('notify', { steps })).toEqual(done('Told the topic security'));
    expect(notices).toHaveLength(1);
    expect(notices[0]?.subject).toBe('Exposed access key of ci-deployer, account 111122223333');
    expect(notices[0]?.text).toContain('AKIA…KED1 of ci-deployer is inactive.');
    expect(notices[0]?.text).toContain('s3:ListBuckets');
    expect(JSON.stringify(notices)).not.toContain(leaked);
  });

  it('is told at once where the user cannot be found, or IAM fails', async () => {
    const { call, notices } = openAccount({ fails: { find: denied('iam:GetAccessKeyLastUsed') } });
    const steps = { deactivate: { kind: 'failed' as const, at: 1, because: 'AWS does not allow it.' } };
    expect(await call('notify', { steps })).toMatchObject({ kind: 'done' });
    expect(notices[0]?.subject).toBe('Exposed access key, account 111122223333');
    expect(notices[0]?.text).toContain('does not allow Signalbox iam:GetAccessKeyLastUsed');
    expect(notices[0]?.text).toContain('"Make inactive" failed: AWS does not allow it.');
    expect(notices[0]?.text).toContain('health.aws.amazon.com');
  });

  it('hears what is being done only when it is done, but waits for no longer than half a minute', async () => {
    const { call, notices, clock } = openAccount();
    const steps = { deactivate: going() };
    await expect(call('notify', { steps })).rejects.toThrow('being made inactive');
    await clock.advance(31_000);
    expect(await call('notify', { steps })).toMatchObject({ kind: 'done' });
    expect(notices[0]?.text).toContain('"Make inactive" is being tried.');
  });
});

describe('a call', () => {
  it('without a key ends in words', async () => {
    const { call, policy } = openAccount();
    const nothing = { latest: { ...incidentOf(policy).latest, subject: {} } };
    expect(await call('deactivate', nothing)).toEqual(failed('names no access key'));
  });

  it.each<[string, Partial<StepState>]>([
    ['alone', { by: 'U0SECURITY' }],
    ['with themselves', { by: 'U0SECURITY', agreedBy: 'U0SECURITY' }],
    ['but Signalbox by itself', {}],
  ])('to delete is refused, however the runbook is written, where nobody asked %s', async (_name, who) => {
    const { call, changes } = openAccount();
    await call('deactivate');
    const steps = { delete: { kind: 'going', at: 1, ...who } as StepState };
    expect(await call('delete', { steps })).toEqual(failed('only when a second person agreed'));
    expect(changes).toEqual(['ci-deployer inactive']);
  });
});

describe('the steps for an incident', () => {
  const sighting = incidentOf(atOnce).latest;
  const names = (policy: ExposedKeyPolicy | undefined, kind: SightingKind = 'exposed-key') =>
    stepsFor({ ...sighting, kind }, policy).map(({ name, atOnce: now }) => `${name}${now ? ' now' : ''}`);

  it('are what signalbox.yaml wants done about a key, at once where it says so', () => {
    expect(names(atOnce)).toEqual([
      ...['deactivate now', 'activate', 'quarantine now', 'findings now', 'notify now', 'delete', 'release'],
    ]);
    const ask = { contain: 'ask' as const, quarantine: false, delete: 'never' as const };
    const least = { protect: [], dryRun: false, regions: [], ...ask };
    expect(names(least)).toEqual(['deactivate', 'activate', 'findings now']);
  });

  it('are none for another kind of event, or where nothing is switched on', () => {
    expect([...names(atOnce, 'health'), ...names(undefined)]).toEqual([]);
  });

  it('let only the deletion wait for a second person, and take back what can be', () => {
    const steps = stepsFor(sighting, atOnce);
    expect(steps.filter(({ secondPerson }) => secondPerson).map(({ name }) => name)).toEqual(['delete']);
    expect(steps.flatMap(({ name, undo }) => (undo === undefined ? [] : [[name, undo]]))).toEqual([
      ['deactivate', 'activate'],
      ['quarantine', 'release'],
    ]);
  });
});
