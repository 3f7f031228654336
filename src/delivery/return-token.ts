import type { Approval, Happening } from '../approvals/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { Prover, Sent, TaskCallbacks, TokenAnswer } from './ports.ts';
import type { Records } from './records.ts';
import { attemptOf } from './tries.ts';

/** Throttled or unreachable: soon at first, then every minute. */
const passing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };
/** Somebody must mend a permission; until then a try a minute keeps the log loud and the API quiet. */
const deniedAgainMs = 60_000;

/** Gives the task token back, and says what became of it. Safe to repeat: an answer found to be ours counts as given. */
export async function returnToken(
  approval: Approval,
  needs: { records: Records; callbacks: TaskCallbacks; prover: Prover; clock: Clock; log: Logger },
): Promise<Happening> {
  const { records, callbacks, clock, log } = needs;
  const sent = records.answer(approval);
  if (!sent) {
    return { kind: 'token-too-late', because: 'Nobody decided before the workflow stopped waiting.' };
  }
  let token: string | undefined;
  try {
    token = records.token(approval);
  } catch (error) {
    log.error({ approvalId: approval.id, err: error }, 'task token could not be decrypted');
    return putOff(clock.now() + deniedAgainMs);
  }
  if (token === undefined)
    return { kind: 'token-failed', because: 'The task token is no longer in the record.' };
  const answer: TokenAnswer =
    sent.kind === 'success'
      ? await callbacks.succeed(token, sent.output, approval)
      : await callbacks.fail(token, sent.error, sent.cause, approval);
  switch (answer.kind) {
    case 'done':
      return { kind: 'token-returned', proof: 'answered' };
    case 'closed':
      return closedToken(approval, sent, answer.code, needs);
    case 'invalid-token':
      return {
        kind: 'token-failed',
        because: `Step Functions does not know this task token (${answer.because}). Start the execution again.`,
      };
    case 'invalid-output':
      return {
        kind: 'token-failed',
        because: `Step Functions refused the gate's output (${answer.because}). Mend \`output\` of gate ${approval.gate.name} in signalbox.yaml and start the execution again.`,
      };
    case 'denied':
      log.error(
        { approvalId: approval.id, because: answer.because },
        'task token not accepted: access denied',
      );
      return putOff(clock.now() + deniedAgainMs);
    case 'passing':
      log.warn({ approvalId: approval.id, because: answer.because }, 'task token not accepted yet');
      return putOff(clock.now() + delayBefore(attemptOf(approval, 'return') + 1, passing));
    default:
      return assertNever(answer);
  }
}

/** TaskTimedOut and TaskDoesNotExist may mean "already answered, by us": the task's own history says. */
async function closedToken(
  approval: Approval,
  sent: Sent,
  code: string,
  needs: { records: Records; prover: Prover; clock: Clock; log: Logger },
): Promise<Happening> {
  const tooLate: Happening = {
    kind: 'token-too-late',
    because: 'The workflow had stopped waiting before the decision arrived.',
  };
  needs.log.info({ approvalId: approval.id, code }, 'task token closed: looked for our own answer');
  if (approval.provenance.kind !== 'verified') return tooLate;
  try {
    const ours = await needs.prover.answeredByUs(approval.provenance, sent);
    return ours ? { kind: 'token-returned', proof: 'found-in-history' } : tooLate;
  } catch (error) {
    needs.log.warn(
      { approvalId: approval.id, because: messageOf(error) },
      'history not readable: cannot tell yet whether the token was answered by us',
    );
    return putOff(needs.clock.now() + delayBefore(attemptOf(approval, 'return') + 1, passing));
  }
}

function putOff(until: number): Happening {
  return { kind: 'put-off', due: 'return', until };
}
