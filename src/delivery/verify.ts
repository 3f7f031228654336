import type { Approval, Happening } from '../approvals/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { Located, Prover } from './ports.ts';
import type { Records } from './records.ts';
import { attemptOf } from './tries.ts';

/** A fresh execution appears in lists within seconds; eight tries in this rhythm span more than a minute. */
const searchRhythm = { firstMs: 500, factor: 2, atMostMs: 20_000 };
const lastSearch = 8;
/** An execution that an ask names: three tries over a minute. */
const namedRhythm = { firstMs: 20_000, factor: 2, atMostMs: 40_000 };
const lastNamed = 3;

/** Who started an execution with Signalbox; the start log knows. */
export type StartedBy = (executionArn: string) => Promise<string | undefined>;

interface Needs {
  readonly records: Records;
  readonly prover: Prover;
  readonly startedBy: StartedBy;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Proves the execution behind an ask from its own history, and learns its deadline there. */
export async function verify(approval: Approval, needs: Needs): Promise<Happening> {
  const { records, prover, clock, log } = needs;
  const attempt = attemptOf(approval, 'verify');
  const named = approval.ask.claimed !== undefined;
  const rhythm = named ? namedRhythm : searchRhythm;
  const later: Happening = {
    kind: 'put-off',
    due: 'verify',
    until: clock.now() + delayBefore(attempt + 1, rhythm, () => 1),
  };
  let located: Located;
  try {
    located = await prover.locate(approval, records.token(approval) ?? '');
  } catch (error) {
    // Being unable to look is no verdict: tried again for as long as it takes.
    log.warn({ approvalId: approval.id, because: messageOf(error) }, 'ask not verified yet');
    return later;
  }
  switch (located.kind) {
    case 'found':
      return found(approval, located, needs);
    case 'not-yet':
      if (attempt + 1 < (named ? lastNamed : lastSearch)) return later;
      return neverFound(approval, located.executionKnown);
    case 'wrong':
      log.warn({ approvalId: approval.id, because: located.because }, 'ask refused');
      return { kind: 'unproven', because: located.because };
    default:
      return assertNever(located);
  }
}

async function found(
  approval: Approval,
  located: Extract<Located, { kind: 'found' }>,
  { records, startedBy, log }: Needs,
): Promise<Happening> {
  const { provenance, timeoutSeconds, startedAt, overBefore, heartbeatSeconds } = located;
  const starter = await startedBy(provenance.executionArn);
  // Rarely any: a Map of a thousand asks would look through the thousand for each of them.
  const others = overBefore.length === 0 ? [] : await records.ofExecution(provenance.executionArn);
  for (const earlier of others) {
    const over =
      earlier.provenance.kind === 'verified' && overBefore.includes(earlier.provenance.scheduledEventId);
    if (!over || earlier.id === approval.id) continue;
    const { ref } = approval.card;
    await records.record(earlier.id, { kind: 'asked-again', by: approval.id, ...(ref && { card: ref }) });
  }
  log.info({ approvalId: approval.id, executionArn: provenance.executionArn }, 'ask verified');
  return {
    kind: 'verified',
    provenance,
    expiresAt: timeoutSeconds === null ? null : startedAt + timeoutSeconds * 1000,
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    ...(starter !== undefined && { startedBy: starter }),
  };
}

function neverFound({ ask, gate }: Approval, executionKnown: boolean): Happening {
  if (!ask.claimed) {
    return {
      kind: 'unproven',
      because: `no running execution of ${gate.for.join(', ')} waits with this task; it may have ended, or another machine asked`,
    };
  }
  const { executionArn, stateName } = ask.claimed;
  return executionKnown
    ? { kind: 'unproven', because: `${executionArn} does not show this task in its state ${stateName}` }
    : {
        kind: 'execution-unknown',
        because: `There is no execution ${executionArn}: the ask was put into the dead-letter queue.`,
      };
}
