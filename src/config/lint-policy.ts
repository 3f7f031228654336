import type { Gate } from '../approvals/index.ts';
import type { Policy } from './policy.ts';

export interface Finding {
  readonly severity: 'error' | 'warning';
  /** `gate promotion`, `route 2` */
  readonly of: string;
  readonly message: string;
}

/** What is legal but unwise, and what can never work. */
export function lintPolicy(policy: Policy): readonly Finding[] {
  const routes = policy.routes.flatMap(({ do: what }, index): Finding[] =>
    what === 'follow'
      ? []
      : [
          {
            severity: 'warning',
            of: `route ${String(index + 1)}`,
            message: `"do: ${what}" is read and checked, and does nothing yet in this release`,
          },
        ],
  );
  return [...policy.gates.values()].flatMap((gate) => findingsOf(gate)).concat(routes);
}

function findingsOf(gate: Gate): readonly Finding[] {
  const findings: Finding[] = [];
  const find = (severity: Finding['severity'], message: string) =>
    findings.push({ severity, of: `gate ${gate.name}`, message });
  for (const level of gate.levels) {
    const groups = level.any.filter((name) => name.startsWith('@'));
    if (groups.length === 0 && new Set(level.any).size < level.need) {
      find(
        'error',
        `level "${level.name}" needs ${String(level.need)} people and names ${String(level.any.length)}: nobody can ever pass it`,
      );
    }
    if (level.any.includes('@everyone')) find('warning', `everybody can decide at level "${level.name}"`);
    if (
      gate.requester?.startsWith('email:') === true &&
      gate.selfApproval === 'never' &&
      level.any.length === 1 &&
      level.any[0] === gate.requester
    ) {
      find('error', `only the requester could decide at level "${level.name}", and self_approval is never`);
    }
    if (level.any.some((name) => name.startsWith('email:$')) && gate.among === undefined) {
      find(
        'warning',
        `the ask chooses who decides at level "${level.name}" (email:$.); bound it with among: "@group"`,
      );
    }
  }
  if (gate.for.includes('*')) find('warning', 'every state machine may use this gate (for: "*")');
  if (gate.activity !== undefined) {
    find(
      'warning',
      `give the state that uses activity ${gate.activity} HeartbeatSeconds or TimeoutSeconds and a retrier: a token lost between AWS and the record comes back only so`,
    );
  }
  return findings;
}
