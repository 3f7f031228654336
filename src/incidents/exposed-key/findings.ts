import { messageOf } from '../../platform/index.ts';
import type { KeyDesk, OwnIdentity, Ownership, Standing } from './key-desk.ts';
import { KeyDeskRefused } from './desk-refused.ts';
import { mayTouch, refusedOutright, type ReportedKey } from './may-touch.ts';
import { summarise, type TrailSummary } from './trail.ts';

/** What is known of an exposed key: each part as far as AWS said it. */
export interface Findings {
  readonly reported: ReportedKey;
  readonly owner?: Ownership;
  readonly standing?: Standing;
  readonly trail?: TrailSummary;
  /** Why Signalbox may not change the key. */
  readonly untouchable?: string;
  /** What could not be found out, and why; a sentence each. */
  readonly unknown: readonly string[];
}

/** Looks at everything there is to know, and goes on where a part cannot be had. */
export async function findOut(
  desk: KeyDesk,
  {
    reported,
    hint,
    ...options
  }: {
    readonly reported: ReportedKey;
    readonly hint?: string;
    readonly protect: readonly string[];
    readonly alsoIn: readonly string[];
  },
): Promise<Findings> {
  const unknown: string[] = [];
  const attempt = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof KeyDeskRefused)) throw error;
      unknown.push(messageOf(error));
      return undefined;
    }
  };
  const self = await attempt(() => desk.self());
  const outright = self && refusedOutright(reported, self);
  // IAM here knows nothing of temporary keys or of other accounts; what CloudTrail has of them is worth seeing.
  const owner =
    outright === undefined ? await attempt(() => desk.find(reported.accessKeyId, hint)) : undefined;
  const userName = owner?.kind === 'user' ? owner.key.userName : undefined;
  const standing = userName === undefined ? undefined : await attempt(() => desk.standing(userName));
  const lastRegion = owner?.kind === 'user' ? owner.key.lastUsed?.region : undefined;
  const alsoIn = [...options.alsoIn, ...(lastRegion === undefined ? [] : [lastRegion])];
  const trail = await attempt(() => desk.trail(reported.accessKeyId, alsoIn));
  const untouchable = outright ?? untouchableBecause(reported, owner, self, options.protect);
  return {
    reported,
    ...(owner && { owner }),
    ...(standing && { standing }),
    ...(trail && { trail: summarise(trail) }),
    ...(untouchable !== undefined && { untouchable }),
    unknown: [...new Set(unknown)],
  };
}

function untouchableBecause(
  reported: ReportedKey,
  owner: Ownership | undefined,
  self: OwnIdentity | undefined,
  protect: readonly string[],
): string | undefined {
  if (!owner || !self) return undefined;
  const touch = mayTouch(reported, owner, { self, protect });
  return touch.may ? undefined : touch.because;
}
