import type { RefusalLine } from '../access/index.ts';
import type { AuditEntry } from '../approvals/index.ts';
import type { IncidentLine } from '../incidents/index.ts';
import { emptyChain, isJsonObject, linkFault, parseJson, type ChainHead } from '../platform/index.ts';

/** A line of an approval's chain, of an incident's, or of a person's: what they were refused. */
export type AuditLine = AuditEntry | IncidentLine | RefusalLine;

/** What holds of the lines so far: the head of each chain, and how many chains do not begin with line 1. */
export interface Chains {
  /** Takes the next line; says what is wrong with it. */
  add(entry: AuditLine): string | undefined;
  /** By the id of the approval. */
  readonly approvals: ReadonlyMap<string, ChainHead>;
  /** By the id of the incident. */
  readonly incidents: ReadonlyMap<string, ChainHead>;
  /** By the Slack id of the person. */
  readonly people: ReadonlyMap<string, ChainHead>;
  readonly lines: number;
  /** Chains whose first lines are not there, as in an export with --since. */
  readonly begunLate: number;
}

/** @param options.mayBeginLate whether a chain may begin with a later line than its first */
export function createChains({ mayBeginLate }: { readonly mayBeginLate: boolean }): Chains {
  const heads = {
    approval: new Map<string, ChainHead>(),
    incident: new Map<string, ChainHead>(),
    person: new Map<string, ChainHead>(),
  };
  let lines = 0;
  let begunLate = 0;
  return {
    approvals: heads.approval,
    incidents: heads.incident,
    people: heads.person,
    get lines() {
      return lines;
    },
    get begunLate() {
      return begunLate;
    },
    add(entry) {
      const { sequence, previous, hash } = entry;
      const { of, id } = chainOf(entry);
      const known = heads[of];
      const late = mayBeginLate && !known.has(id) && sequence > 1;
      const head = known.get(id) ?? (late ? { sequence: sequence - 1, hash: previous } : emptyChain);
      const fault = linkFault(head, entry);
      if (fault !== undefined) return `${of} ${id}: ${fault}`;
      known.set(id, { sequence, hash });
      lines += 1;
      if (late) begunLate += 1;
      return undefined;
    },
  };
}

function chainOf(entry: AuditLine) {
  if ('person' in entry) return { of: 'person', id: entry.person } as const;
  if ('incidentId' in entry) return { of: 'incident', id: entry.incidentId } as const;
  return { of: 'approval', id: entry.approvalId } as const;
}

/** A line of an export; undefined where the text is none. What it says is proven by its hash alone. */
export function auditLine(text: string): AuditLine | undefined {
  const value: unknown = parseJson(text);
  return isAuditLine(value) ? value : undefined;
}

function isAuditLine(value: unknown): value is AuditLine {
  return (
    isJsonObject(value) &&
    ['approvalId', 'incidentId', 'person'].filter((of) => typeof value[of] === 'string').length === 1 &&
    typeof value['sequence'] === 'number' &&
    typeof value['at'] === 'number' &&
    typeof value['what'] === 'string' &&
    typeof value['previous'] === 'string' &&
    typeof value['hash'] === 'string'
  );
}
