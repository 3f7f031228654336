import { messageOf, type Clock, type Logger } from '../../platform/index.ts';
import type { Incident } from '../incident.ts';
import { done, failed, passing, type DeedOutcome } from './deed-outcome.ts';
import { activate, deactivate, deleteKey, quarantine, type DeedOn } from './deeds.ts';
import { KeyDeskRefused } from './desk-refused.ts';
import { factsOf, findingsInWords } from './findings-words.ts';
import { findOut } from './findings.ts';
import type { KeyDesk } from './key-desk.ts';
import { noticeOf } from './notice.ts';
import type { ExposedKeyPolicy } from './policy.ts';

/** What a runbook may call: `exposed-key.deactivate` and its sisters. */
export interface ExposedKeys {
  /** Never throws for what AWS refuses; the same call again changes nothing more. */
  call(name: string, incident: Incident): Promise<DeedOutcome>;
}

interface Needs {
  readonly desk: KeyDesk;
  /** Absent where signalbox.yaml does not switch it on. */
  readonly policy: () => ExposedKeyPolicy | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What AWS did not answer is asked again after so long. */
const retrySeconds = 5;
/** Security hears what was done at once with the key, if that takes no longer than this, ms. */
const patienceMs = 30_000;

type Deed = (deed: DeedOn, incident: Incident) => Promise<DeedOutcome>;

const deeds: Readonly<Record<string, Deed>> = {
  'exposed-key.deactivate': deactivate,
  'exposed-key.activate': activate,
  'exposed-key.quarantine': quarantine,
  'exposed-key.delete': deleteKey,
  'exposed-key.findings': findings,
  'exposed-key.notify': notify,
};

/** Names that a runbook may call. */
export const exposedKeyCalls: readonly string[] = Object.keys(deeds);

export function createExposedKeys({ desk, policy, clock, log }: Needs): ExposedKeys {
  return {
    async call(name, incident) {
      const deed = deeds[name];
      if (!deed) return failed(`Signalbox has no call "${name}"; there are: ${exposedKeyCalls.join(', ')}.`);
      const { accessKeyId, userName } = incident.latest.subject;
      const { account } = incident.latest;
      if (accessKeyId === undefined)
        return failed('The event names no access key. Look at the AWS Health dashboard.');
      const today = policy();
      if (!today) return failed('signalbox.yaml has no exposed_keys: key actions are switched off.');
      try {
        const reported = { accessKeyId, account };
        const hint = userName === undefined ? {} : { hint: userName };
        return await deed({ desk, reported, ...hint, policy: today, clock }, incident);
      } catch (error) {
        if (!(error instanceof KeyDeskRefused)) throw error;
        log.warn({ incidentId: incident.id, call: name, err: error }, 'key deed refused');
        return error.passing ? passing(messageOf(error), retrySeconds) : failed(messageOf(error));
      }
    },
  };
}

async function findings(deed: DeedOn): Promise<DeedOutcome> {
  const found = await lookedAt(deed);
  const now = deed.clock.now();
  return done(findingsInWords(found, now).join('\n'), factsOf(found, now));
}

async function notify(deed: DeedOn, incident: Incident): Promise<DeedOutcome> {
  const { notify: topic, dryRun } = deed.policy;
  if (topic === undefined) return failed('signalbox.yaml names no topic (exposed_keys: notify).');
  if (dryRun) return done(`Dry run: Signalbox would have told ${topic}. Nothing was sent.`);
  if (isContaining(incident, deed.clock.now())) return passing('the key is being made inactive', 2);
  const found = await lookedAt(deed);
  await deed.desk.publish(topic, noticeOf(incident, found, deed.clock.now()));
  return done(`Told the topic ${topic.split(':').at(-1) ?? topic}.`);
}

/** Whether Signalbox is just doing something with the key by itself. */
function isContaining({ steps }: Incident, now: number): boolean {
  return [steps['deactivate'], steps['quarantine']].some(
    (state) => state?.kind === 'going' && now - state.at < patienceMs,
  );
}

function lookedAt({ desk, reported, hint, policy }: DeedOn) {
  return findOut(desk, {
    reported,
    ...(hint !== undefined && { hint }),
    protect: policy.protect,
    alsoIn: policy.regions,
  });
}
