import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/index.ts';
import { newId, type Clock } from '../../platform/index.ts';
import { openStores } from '../../stores/index.ts';
import { fine, looking, warning, wrong, type Finding } from './finding.ts';

/** The oldest Node.js that Signalbox runs on; package.json says the same. */
const oldestNode = [20, 19] as const;
/** How long the lease is held that proves that the store can be written, ms. */
const leaseMs = 1_000;
/** AWS refuses a signature that is five minutes off, and so does Slack. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const skew = { unwise: 60_000, refused: 300_000 };

/** @param version such as `v20.19.0` */
export function nodeLook(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
    ? fine(`Node.js ${version}`)
    : wrong(`Node.js ${version} is too old`, `install ${oldestNode.join('.')} or later`);
}

/** Whether the store takes a write: a lease of the doctor's own, given back at once. */
export async function storeLook(config: Config, clock: Clock): Promise<readonly Finding[]> {
  const { store, dataFolder } = config;
  const where = store.kind === 'sqlite' ? dataFolder : `the DynamoDB table ${store.table}`;
  if (store.kind === 'sqlite' && !existsSync(join(dataFolder, 'signalbox.db')))
    return [
      warning(
        `SIGNALBOX_DATA: no records in ${dataFolder} yet`,
        'nothing, if the bot has never run; else name its folder',
      ),
    ];
  return looking(`store: ${where}`, 'mend what it says; docs/operating.md, "Recovery"', async () => {
    const stores = openStores(config);
    try {
      await stores.open();
      const lease = await stores.leases.acquire('doctor', newId('doc'), leaseMs, clock.now());
      if (lease) await stores.leases.release(lease);
      const what = `${store.kind === 'sqlite' ? 'SIGNALBOX_DATA: records in' : 'store: records in'} ${where}`;
      return fine(`${what}, and they can be written`);
    } finally {
      stores.close();
    }
  });
}

/** @param before and after: our clock around the call that `theirs` is the time of */
export function clockLook(theirs: number | undefined, before: number, after: number): Finding {
  if (theirs === undefined) return warning('clock: AWS did not say its time', 'compare this clock by eye');
  // The header has whole seconds.
  const offMs = Math.max(0, theirs - after, before - theirs - 1_000);
  const seconds = `${String(Math.round(offMs / 1_000))} s off AWS's`;
  const remedy = 'let NTP or chrony set the clock of this machine';
  if (offMs >= skew.refused)
    return wrong(`clock: ${seconds}: AWS and Slack refuse what is signed with it`, remedy);
  if (offMs >= skew.unwise) return warning(`clock: ${seconds}`, remedy);
  return fine("clock: agrees with AWS's");
}
