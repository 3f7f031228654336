import { fitsGlob } from '../platform/index.ts';
import type { Approval, PolicyToday } from './approval.ts';
import type { Gate } from './gate.ts';

/** How today's policy bears on an ask that was recorded under its own: both must allow, and the larger quorum counts. Pure. */
export function policyToday({ gate, provenance, level }: Approval, today: Gate | undefined): PolicyToday {
  const need = gate.levels.map((one, index) => Math.max(one.need, today?.levels[index]?.need ?? 1));
  const machine = provenance.kind === 'verified' ? provenance.machine : undefined;
  const serves =
    today?.levels[level] !== undefined &&
    (machine === undefined || today.for.some((glob) => fitsGlob(glob, machine)));
  return { gone: !serves, need };
}

/** How many must agree at the level of now. */
export function needNow({ gate, level, today }: Approval): number {
  return today?.need[level] ?? gate.levels[level]?.need ?? 1;
}
