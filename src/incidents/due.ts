import type { IncidentDue } from './incident.ts';

type DueList = readonly IncidentDue[];
export type IncidentDueKind = IncidentDue['kind'];

/** Adds or replaces: a kind stands once. */
export function withDue(due: DueList, kind: IncidentDueKind, at: number, attempt = 0): DueList {
  return [...due.filter((entry) => entry.kind !== kind), { kind, at, attempt }];
}

/** As {@link withDue}; one that is due sooner, or was tried in vain and waits, stays. */
export function withDueBy(due: DueList, kind: IncidentDueKind, at: number): DueList {
  const there = due.find((entry) => entry.kind === kind);
  return there && (there.at <= at || there.attempt > 0) ? due : withDue(due, kind, at);
}

export function withoutDue(due: DueList, ...kinds: readonly IncidentDueKind[]): DueList {
  return due.filter((entry) => !kinds.includes(entry.kind));
}

/** The earliest moment at which something is due; undefined when all is true. */
export function nextIncidentDueAt({ due }: { readonly due: DueList }): number | undefined {
  return due.length === 0 ? undefined : Math.min(...due.map((entry) => entry.at));
}
