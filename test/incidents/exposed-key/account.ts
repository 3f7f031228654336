import {
  createExposedKeys,
  KeyDeskRefused,
  type ExposedKeyPolicy,
  type Incident,
  type KeyDesk,
  type Notice,
  type OwnedKey,
  type StepState,
} from '../../../src/incidents/index.ts';
import { exposedKeyRunbook } from '../../../src/incidents/exposed-key/runbook.ts';
import { createShiftableClock, emptyChain, silentLogger } from '../../../src/platform/index.ts';

export const leaked = 'AKIAIOSFODNN7LEAKED1';
export const account = '111122223333';
export const topic = 'arn:aws:sns:us-east-1:111122223333:security';
export const atOnce: ExposedKeyPolicy = {
  contain: 'at_once',
  protect: [],
  quarantine: true,
  delete: 'second_person',
  notify: topic,
  dryRun: false,
  regions: [],
};
const day = 86_400_000;
const now = Date.parse('2026-05-01T12:00:00Z');

/** An account with one user's key, that behaves: what is changed is changed, what is gone is gone. */
export function openAccount(
  options: {
    policy?: Partial<ExposedKeyPolicy>;
    userName?: string;
    self?: { arn?: string; accessKeyId?: string };
    fails?: Partial<Record<keyof KeyDesk, KeyDeskRefused>>;
    /** Other keys, by their users. */
    others?: Readonly<Record<string, string>>;
  } = {},
) {
  const clock = createShiftableClock({ frozenAt: now });
  const changes: string[] = [];
  const notices: Notice[] = [];
  const { userName = 'ci-deployer', fails = {}, others = {} } = options;
  const owned = new Map(
    [...Object.entries({ [leaked]: userName, ...others })].map(([accessKeyId, of]): [string, OwnedKey] => [
      accessKeyId,
      {
        ...{ accessKeyId, userName: of, status: 'active', createdAt: now - 412 * day },
        lastUsed: { at: now - 3 * 3_600_000, service: 's3', region: 'eu-west-1' },
      },
    ]),
  );
  const asked = (call: keyof KeyDesk) => {
    const refusal = fails[call];
    return refusal ? Promise.reject(refusal) : Promise.resolve();
  };
  const desk: KeyDesk = {
    async self() {
      await asked('self');
      return { account, arn: `arn:aws:iam::${account}:user/ops/signalbox`, ...options.self };
    },
    async find(accessKeyId) {
      await asked('find');
      const key = owned.get(accessKeyId);
      return key ? { kind: 'user', key } : { kind: 'nobody' };
    },
    async standing() {
      await asked('standing');
      const groups = [{ name: 'builders', policies: ['PowerUserAccess'] }];
      return { policies: ['AmazonS3FullAccess'], inline: ['deploy'], groups, quarantined: false };
    },
    async trail(_accessKeyId, alsoIn) {
      await asked('trail');
      const event = { at: now - day, call: 's3:ListBuckets', region: 'eu-west-1', resources: [] };
      return { events: [event], regions: ['us-east-1', ...alsoIn], cutIn: [], unread: [] };
    },
    async setStatus(key, status) {
      await asked('setStatus');
      changes.push(`${key.userName} ${status}`);
      owned.set(key.accessKeyId, { ...key, status });
    },
    async delete({ userName: of, accessKeyId }) {
      await asked('delete');
      changes.push(`${of} deleted`);
      owned.delete(accessKeyId);
    },
    async quarantine(of) {
      await asked('quarantine');
      changes.push(`${of} quarantined`);
    },
    async release(of) {
      await asked('release');
      changes.push(`${of} released`);
    },
    async publish(_topic, notice) {
      await asked('publish');
      notices.push(notice);
    },
  };
  const policy = { ...atOnce, ...options.policy };
  const keys = createExposedKeys({ desk, policy: () => policy, clock, log: silentLogger() });
  return {
    ...{ desk, clock, changes, notices, policy },
    /** The step of this name, as due work carries it out: begun by somebody, agreed to by somebody else. */
    call: (name: string, more: Partial<Incident> = {}) => {
      const subject = { accessKeyId: leaked, otherKeys: Object.keys(others) };
      const incident = incidentOf({ ...atOnce, notify: topic }, subject);
      const step = incident.plan.runbook.find((one) => one.name === name);
      const begun: StepState = { kind: 'going', by: 'U0SECURITY', agreedBy: 'U0APPROVER', at: now };
      const call = keys[`exposed-key.${name}`];
      if (!step || !call) throw new Error(`there is no step ${name}`);
      return call({ ...incident, steps: { [name]: begun }, ...more }, step);
    },
  };
}

export function incidentOf(
  policy: ExposedKeyPolicy,
  subject: Incident['latest']['subject'] = { accessKeyId: leaked },
): Incident {
  const sighting = {
    ...{
      kind: 'exposed-key' as const,
      eventKey: 'e1',
      at: now,
      account,
      region: 'us-east-1',
      key: 'exposed-key/1',
    },
    ...{ title: 'Access key AKIA…KED1 is exposed', severity: 'critical' as const, phase: 'opens' as const },
    ...{ facts: [], links: [], subject, detail: {} },
  };
  const plan = {
    ...{ route: 'exposed-key', weight: 'incident' as const, channel: 'incidents' },
    ...{ severity: 'critical' as const, escalate: [], runbook: exposedKeyRunbook(policy) },
  };
  return {
    ...{ id: 'inc_1', key: sighting.key, round: 1, revision: 1, plan, first: sighting, latest: sighting },
    ...{
      severity: 'critical',
      count: 1,
      recent: [],
      openedAt: now,
      lastSeenAt: now,
      state: { kind: 'open' },
    },
    ...{ escalated: 0, steps: {}, timeline: [], timelineFolded: 0, told: [], card: {}, due: [], related: [] },
    audit: emptyChain,
  };
}

export function going(at = now): StepState {
  return { kind: 'going', at };
}

export function denied(action: string): KeyDeskRefused {
  return new KeyDeskRefused(`AWS does not allow Signalbox ${action}.`, false);
}

export function silent(action: string): KeyDeskRefused {
  return new KeyDeskRefused(`AWS did not answer ${action}.`, true);
}
