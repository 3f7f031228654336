import type { Approval } from './approval.ts';
import type { PressOutcome, Submission, Together } from './press.ts';

/** Decisions recorded at the same time; each is a write of its own. */
const width = 8;
/** Somebody who was refused so often and may decide none is refused no further: every refusal is a line of the audit. */
const hopelessAfter = 25;

/** What came of deciding many at once. */
export interface TogetherOutcome {
  readonly decided: number;
  /** Somebody else, or the workflow, was first. */
  readonly closed: number;
  /** Sentences, and how many approvals each is about. */
  readonly refused: ReadonlyMap<string, number>;
  /** Left alone after too many refusals. */
  readonly notTried: number;
}

/**
 * One verdict for every approval of a batch that is open and was asked when the person looked; each is decided,
 * refused and audited like one alone. Safe to repeat after a crash: what was recorded is closed by then.
 */
export async function decideTogether(
  { askedUntil, words }: Pick<Together, 'askedUntil' | 'words'>,
  members: readonly Approval[],
  submit: (submission: Submission) => Promise<PressOutcome>,
): Promise<TogetherOutcome> {
  const open = members.filter(({ status, ask }) => status === 'pending' && ask.askedAt <= askedUntil);
  const refused = new Map<string, number>();
  let decided = 0;
  let closed = 0;
  const one = async (approval: Approval) => {
    const outcome = await submit({ ...words, approvalId: approval.id });
    if (outcome.kind === 'accepted') decided += 1;
    else if (outcome.kind === 'closed') closed += 1;
    else if (outcome.kind === 'refused')
      refused.set(outcome.sentence, (refused.get(outcome.sentence) ?? 0) + 1);
  };
  const hopeless = () =>
    decided === 0 && [...refused.values()].reduce((sum, count) => sum + count, 0) >= hopelessAfter;
  const lane = async () => {
    while (!hopeless()) {
      const next = open.shift();
      if (!next) return;
      await one(next);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { decided, closed, refused, notTried: open.length };
}
