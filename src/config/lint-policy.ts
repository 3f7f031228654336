import type { Gate } from '../approvals/index.ts';
import type { WrittenSchedule } from '../executions/index.ts';
import { fitsGlob } from '../platform/index.ts';
import { lintAccounts } from './lint-accounts.ts';
import { lintExposedKeys } from './lint-exposed-keys.ts';
import { lintRoutes } from './lint-routes.ts';
import { lintWords } from './lint-words.ts';
import type { Policy } from './policy.ts';

export interface Finding {
  /** `note`: worth knowing, and nothing to mend in this file. */
  readonly severity: 'error' | 'warning' | 'note';
  /** `gate promotion`, `route 2`, `schedules` */
  readonly of: string;
  readonly message: string;
}

export type Find = (severity: Finding['severity'], message: string) => void;

/** What is legal but unwise, and what can never work. */
export function lintPolicy(policy: Policy): readonly Finding[] {
  const findings: Finding[] = [];
  const finder =
    (of: string): Find =>
    (severity, message) => {
      findings.push({ severity, of, message });
    };
  if (policy.gates.size === 0) finder('gates')('warning', 'there are none: nobody is ever asked anything');
  if (policy.access.length === 0) finder('access')('warning', 'there are no rules: nobody may use /workflow');
  const mapped =
    Object.values(policy.people).some(({ iam }) => iam !== undefined) || policy.iam.roles.length > 0;
  if (policy.iam.narrow && !mapped)
    finder('iam')(
      'error',
      'narrow is on and nobody is mapped: everybody is refused; write iam: under people, or roles here',
    );
  for (const gate of policy.gates.values()) {
    const find = finder(`gate ${gate.name}`);
    lintLevels(gate, find);
    lintWords({ title: gate.title, ...gate.fields }, find);
    lintGate(gate, find);
  }
  for (const { name, machine } of policy.workflows.values()) {
    if (!policy.machines.some((glob) => fitsGlob(glob, machine)))
      finder(`workflow ${name}`)(
        'error',
        `machines: does not let Signalbox touch ${machine}, so nobody can start it; add it there`,
      );
  }
  findings.push(...lintRoutes(policy));
  for (const schedule of policy.schedules)
    lintSchedule(schedule, policy.machines, finder(`schedule ${schedule.name}`));
  lintExposedKeys(policy, finder('exposed_keys'));
  return [...findings, ...lintAccounts(policy)];
}

function lintLevels(gate: Gate, find: Find): void {
  for (const level of gate.levels) {
    const groups = level.any.filter((name) => name.startsWith('@'));
    if (groups.length === 0 && new Set(level.any).size < level.need) {
      find(
        'error',
        `level "${level.name}" needs ${String(level.need)} people and names ${String(level.any.length)}: nobody can ever pass it`,
      );
    }
    const onlyRequester =
      gate.requester?.startsWith('email:') === true &&
      gate.selfApproval === 'never' &&
      level.any.length === 1 &&
      level.any[0] === gate.requester;
    if (onlyRequester)
      find('error', `only the requester could decide at level "${level.name}", and self_approval is never`);
    if (level.any.some((name) => name.startsWith('email:$')) && gate.among === undefined) {
      find(
        'warning',
        `the ask chooses who decides at level "${level.name}" (email:$.); bound it with among: "@group"`,
      );
    }
  }
}

function lintGate(gate: Gate, find: Find): void {
  if (gate.for.includes('*')) find('warning', 'every state machine may use this gate (for: "*")');
  if (gate.activity !== undefined) {
    find(
      'note',
      `give the state that uses activity ${gate.activity} HeartbeatSeconds or TimeoutSeconds and a retrier: a token lost between AWS and the record comes back only so`,
    );
  }
}

function lintSchedule({ machine, channel }: WrittenSchedule, machines: readonly string[], find: Find): void {
  if (!machines.some((glob) => fitsGlob(glob, machine)))
    find('error', `it starts ${machine}, which is not among machines: it would never start`);
  if (channel === undefined)
    find('warning', 'it has no channel, and no route follows: only the log says when it does not start');
}
