import { fitsGlob } from '../platform/index.ts';
import type { Person } from './person.ts';
import type { Principal } from './principal.ts';
import type { Verdict } from './may.ts';
import type { AccessRule, Action } from './rule.ts';

/** What somebody may do, for showing: the rules that name them, and IAM's word on each. */
export interface Rights {
  readonly person: Person;
  /** Groups that the rules name and that have the person in them, with the `@`. */
  readonly groups: readonly string[];
  readonly rules: readonly AccessRule[];
  /** Present where IAM is asked too. */
  readonly iam?: {
    /** Absent where signalbox.yaml does not say who the person is on AWS: nothing is allowed then. */
    readonly principal?: Principal;
    readonly words: readonly Word[];
  };
}

/** IAM's word on one action on one state machine; `*` where there is none yet that the rule is for. */
export interface Word extends Verdict {
  readonly action: Action;
  readonly machine: string;
}

/**
 * Every action on every known state machine that these rules are for, each once. What is responded to is named by routes:
 * of those there is no list, and what the rules say is shown as it is. Pure.
 */
export function covered(
  rules: readonly AccessRule[],
  machines: readonly string[],
): readonly { readonly action: Action; readonly machine: string }[] {
  const all = rules.flatMap(({ allow, on }) => {
    const fitting = machines.filter((machine) => on.some((glob) => fitsGlob(glob, machine)));
    return allow.flatMap((action) =>
      (fitting.length > 0 && action !== 'respond' ? fitting : on).map((machine) => ({ action, machine })),
    );
  });
  return [...new Map(all.map((one) => [`${one.action} ${one.machine}`, one])).values()];
}

/** The actions that somebody may do at all, to whatever. Pure. */
export function actionsOpen({ rules, iam }: Rights): ReadonlySet<Action> {
  return new Set(
    iam
      ? iam.words.filter(({ allowed }) => allowed).map(({ action }) => action)
      : rules.flatMap(({ allow }) => allow),
  );
}
