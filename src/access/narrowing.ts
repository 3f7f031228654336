import { assertNever, CodedError, type Clock } from '../platform/index.ts';
import { createAnswers } from './answers.ts';
import { questionFor, type Place, type Question } from './iam-question.ts';
import type { Verdict } from './may.ts';
import type { Principal } from './principal.ts';
import type { Person } from './person.ts';
import type { Action } from './rule.ts';
import type { PrincipalSimulator, Simulated } from './simulator.ts';

/** State machines asked about along with the one that is wanted: a list of them costs one call, not one each. */
const mostAlongside = 100;

export interface Wanted {
  readonly action: Action;
  readonly machine: string;
}

/** IAM's word on what the rules allow. It only narrows: nobody asks it about what no rule allows. */
export interface Narrowing {
  /**
   * A verdict for each of these, in their order; a call that fails refuses all of them.
   * @param alongside what is likely wanted next, asked in the same call
   */
  verdicts(
    person: Person,
    principal: Principal | undefined,
    wanted: readonly Wanted[],
    alongside?: readonly Wanted[],
  ): Promise<readonly Verdict[]>;
}

export function createNarrowing(needs: {
  simulator: PrincipalSimulator;
  /** Where a state machine of this name is; undefined where its account is none of ours. */
  place: (machine: string) => Promise<Place | undefined>;
  clock: Clock;
}): Narrowing {
  const answers = createAnswers(needs);
  const question = async ({ action, machine }: Wanted): Promise<Question | 'nowhere' | undefined> => {
    const place = await needs.place(machine);
    return place ? questionFor(action, machine, place) : 'nowhere';
  };
  return {
    async verdicts(person, principal, wanted, alongside = []) {
      if (!principal) return wanted.map(() => unmapped(person));
      try {
        const asked = await Promise.all(wanted.map(question));
        const next = await Promise.all(alongside.slice(0, mostAlongside).map(question));
        const more = next.flatMap((one) => (typeof one === 'object' ? one : []));
        const questions = asked.flatMap((one) => (typeof one === 'object' ? one : []));
        const found = [...(await answers.of(principal.arn, questions, more))];
        return asked.map((one) => {
          if (one === 'nowhere') return nowhere;
          const answer = one && found.shift();
          return answer ? inWords(answer, principal) : notAsked;
        });
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return wanted.map(() => ({ allowed: false, because: error.message.replace(/\.$/, '') }));
      }
    },
  };
}

const nowhere: Verdict = {
  allowed: false,
  because: 'IAM is asked too, and accounts: of signalbox.yaml does not have this account',
};
const notAsked: Verdict = { allowed: true, because: 'IAM has no say in it', basis: 'IAM has no say in it' };

function unmapped({ id }: Person): Verdict {
  return {
    allowed: false,
    because: `IAM is asked too (iam: { narrow: true }), and signalbox.yaml does not say who you are on AWS; whoever runs Signalbox adds under people: ${id}: { iam: "arn:aws:iam::ACCOUNT:user/NAME" }, or a role for one of your groups under iam: roles:`,
  };
}

function inWords(answer: Simulated, { arn }: Principal): Verdict {
  const { action, resource, decision, policies, missing, bounds } = answer;
  const what = `${arn} ${action} on ${resource}`;
  const by = policies.length === 0 ? '' : ` by ${policies.join(', ')}`;
  const bounded = bounds.length === 0 ? '' : ` (${bounds.join(', ')})`;
  if (missing.length > 0) {
    const keys = missing.join(', ');
    const because = `IAM allows ${what} only under conditions that Signalbox cannot know (${keys})`;
    return { allowed: false, because, basis: `hangs on ${keys}, which Signalbox cannot know` };
  }
  switch (decision) {
    case 'allowed':
      return { allowed: true, because: `IAM allows ${what}${by}`, basis: `allowed${by}` };
    case 'explicitDeny':
      return { allowed: false, because: `IAM denies ${what}${by}${bounded}`, basis: `denied${by}${bounded}` };
    case 'implicitDeny':
      return {
        allowed: false,
        because: `no policy in IAM allows ${what}${bounded}`,
        basis: `no policy allows it${bounded}`,
      };
    default:
      return assertNever(decision);
  }
}
