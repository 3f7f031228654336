import { emptyAudit, linkFault, type AuditEntry, type AuditHead } from '../approvals/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';

/** What holds of the lines so far: the head of each approval's chain, and how many chains do not begin with line 1. */
export interface Chains {
  /** Takes the next line; says what is wrong with it. */
  add(entry: AuditEntry): string | undefined;
  readonly heads: ReadonlyMap<string, AuditHead>;
  readonly lines: number;
  /** Chains whose first lines are not there, as in an export with --since. */
  readonly begunLate: number;
}

/** @param options.mayBeginLate whether a chain may begin with a later line than its first */
export function createChains({ mayBeginLate }: { readonly mayBeginLate: boolean }): Chains {
  const heads = new Map<string, AuditHead>();
  let lines = 0;
  let begunLate = 0;
  return {
    heads,
    get lines() {
      return lines;
    },
    get begunLate() {
      return begunLate;
    },
    add(entry) {
      const { approvalId, sequence, previous, hash } = entry;
      const late = mayBeginLate && !heads.has(approvalId) && sequence > 1;
      const head = heads.get(approvalId) ?? (late ? { sequence: sequence - 1, hash: previous } : emptyAudit);
      const fault = linkFault(head, entry);
      if (fault !== undefined) return `approval ${approvalId}: ${fault}`;
      heads.set(approvalId, { sequence, hash });
      lines += 1;
      if (late) begunLate += 1;
      return undefined;
    },
  };
}

/** A line of an export; undefined where the text is none. What it says is proven by its hash alone. */
export function auditLine(text: string): AuditEntry | undefined {
  const value: unknown = parseJson(text);
  return isAuditEntry(value) ? value : undefined;
}

function isAuditEntry(value: unknown): value is AuditEntry {
  return (
    isJsonObject(value) &&
    typeof value['approvalId'] === 'string' &&
    typeof value['sequence'] === 'number' &&
    typeof value['at'] === 'number' &&
    typeof value['what'] === 'string' &&
    typeof value['previous'] === 'string' &&
    typeof value['hash'] === 'string'
  );
}
