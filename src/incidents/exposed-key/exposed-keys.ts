import { CodedError, messageOf, type Clock, type Logger } from '../../platform/index.ts';
import type { Incident } from '../incident.ts';
import type { Step } from '../step.ts';
import { done, failed, together, type DeedOutcome } from './deed-outcome.ts';
import { activate, deactivate, deleteKey, quarantine, release, type DeedOn } from './deeds.ts';
import { KeyDeskRefused } from './desk-refused.ts';
import { factsOf, findingsInWords } from './findings-words.ts';
import { findOut } from './findings.ts';
import type { KeyDesk } from './key-desk.ts';
import { noticeOf } from './notice.ts';
import type { ExposedKeyPolicy } from './policy.ts';

/**
 * What a runbook may call, by name: `exposed-key.deactivate` and its sisters. What AWS refuses ends in words; the same
 * call again changes nothing more. @throws what another try may mend
 */
export type ExposedKeyCalls = Readonly<
  Record<string, (incident: Incident, step: Step) => Promise<DeedOutcome>>
>;

interface Needs {
  readonly desk: KeyDesk;
  /** Absent where signalbox.yaml does not switch it on. */
  readonly policy: () => ExposedKeyPolicy | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** On every key that the event names. */
type Deed = (on: readonly DeedOn[], incident: Incident, step: Step) => Promise<DeedOutcome>;

/** Security hears what was done at once with the key, if that takes no longer than this, ms. */
const patienceMs = 30_000;

class StillContaining extends CodedError {
  readonly code = 'still-containing';
}

const deeds: Readonly<Record<string, Deed>> = {
  'exposed-key.deactivate': each(deactivate),
  'exposed-key.activate': each(activate),
  'exposed-key.quarantine': each(quarantine),
  'exposed-key.release': each(release),
  'exposed-key.delete': each(deleteTogether),
  'exposed-key.findings': each(findings),
  'exposed-key.notify': notify,
};

export function createExposedKeys(needs: Needs): ExposedKeyCalls {
  return Object.fromEntries(
    Object.entries(deeds).map(([name, deed]) => [
      name,
      (incident: Incident, step: Step) => carriedOut(needs, deed, incident, step),
    ]),
  );
}

async function carriedOut(
  { desk, policy, clock, log }: Needs,
  deed: Deed,
  incident: Incident,
  step: Step,
): Promise<DeedOutcome> {
  const { account, subject } = incident.latest;
  const { accessKeyId, otherKeys = [], userName: hint } = subject;
  if (accessKeyId === undefined)
    return failed('the event names no access key. Look at the AWS Health dashboard.');
  const today = policy();
  if (!today) return failed('signalbox.yaml has no exposed_keys: key actions are switched off.');
  const on = [accessKeyId, ...otherKeys].map((id) => ({
    ...{ desk, policy: today, clock, reported: { accessKeyId: id, account } },
    ...(hint !== undefined && { hint }),
  }));
  return deed(on, incident, step).catch((error: unknown) => {
    const outcome = refusedInWords(error);
    log.warn({ incidentId: incident.id, step: step.name, err: error }, 'key deed refused');
    return outcome;
  });
}

/** @throws the error, where another try may mend it */
function refusedInWords(error: unknown): DeedOutcome {
  if (!(error instanceof KeyDeskRefused) || error.passing) throw error;
  return failed(messageOf(error));
}

/** One key after the other; what is refused of one, or not answered, keeps none of the others as it is. */
function each(one: (deed: DeedOn, incident: Incident, step: Step) => Promise<DeedOutcome>): Deed {
  return async (on, incident, step) => {
    const outcomes: DeedOutcome[] = [];
    const passing: unknown[] = [];
    for (const deed of on)
      try {
        outcomes.push(await one(deed, incident, step).catch(refusedInWords));
      } catch (error) {
        passing.push(error);
      }
    // Tried again, what was done to the others is done already.
    if (passing.length > 0) throw passing[0];
    return together(outcomes);
  };
}

/** However a runbook is written: nobody deletes a key alone, and nothing does so by itself. */
async function deleteTogether(deed: DeedOn, { steps }: Incident, { name }: Step): Promise<DeedOutcome> {
  const state = steps[name];
  const by = state?.kind === 'going' ? state : undefined;
  return by?.by === undefined || by.agreedBy === undefined || by.by === by.agreedBy
    ? failed('a key is deleted only when a second person agreed (second_person: true of the step).')
    : deleteKey(deed);
}

async function findings(deed: DeedOn): Promise<DeedOutcome> {
  const found = await lookedAt(deed);
  const now = deed.clock.now();
  return done(findingsInWords(found, now).join('\n'), factsOf(found, now));
}

/** One notice of all keys: security reads what belongs together once. */
async function notify(on: readonly DeedOn[], incident: Incident): Promise<DeedOutcome> {
  const [deed] = on;
  if (!deed) return failed('the event names no access key.');
  const { notify: topic, dryRun } = deed.policy;
  if (topic === undefined) return failed('signalbox.yaml names no topic (exposed_keys: notify).');
  if (dryRun) return done(`Dry run: Signalbox would have told ${topic}. Nothing was sent.`);
  if (isContaining(incident, deed.clock.now())) throw new StillContaining('the key is being made inactive');
  const found = await Promise.all(on.map(lookedAt));
  await deed.desk.publish(topic, noticeOf(incident, found, deed.clock.now()));
  return done(`Told the topic ${topic.split(':').at(-1) ?? topic}.`);
}

/** Whether Signalbox is just doing something with the key by itself. */
function isContaining({ steps, plan }: Incident, now: number): boolean {
  const containing = ['exposed-key.deactivate', 'exposed-key.quarantine'];
  return plan.runbook.some(({ name, deed }) => {
    const state = steps[name];
    const isOne = deed.kind === 'call' && containing.includes(deed.call);
    return isOne && state?.kind === 'going' && now - state.at < patienceMs;
  });
}

function lookedAt({ desk, reported, hint, policy }: DeedOn) {
  return findOut(desk, {
    reported,
    ...(hint !== undefined && { hint }),
    protect: policy.protect,
    alsoIn: policy.regions,
  });
}
