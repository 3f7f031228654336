import type { Policy } from '../../config/index.ts';
import { fitsGlob, nameAt, splitName } from '../../platform/index.ts';
import { fine, warning, wrong, type Finding } from './finding.ts';
import { namesOf } from './names-of.ts';

/** Whether the activities that gates name in an account are there; without one at home. @param there asked only where a gate has any */
export async function activityFindings(
  policy: Policy,
  account: string | undefined,
  there: () => Promise<ReadonlySet<string>>,
): Promise<readonly Finding[]> {
  const wanted = [...policy.gates.values()].flatMap(({ name, activity }) =>
    activity !== undefined && splitName(activity).account === account ? [{ gate: name, activity }] : [],
  );
  if (wanted.length === 0) return [];
  const found = await there();
  return wanted.map(({ gate, activity }) =>
    activityFinding(gate, activity, found.has(splitName(activity).plain)),
  );
}

/** Whether gates are for state machines that are there. @param names as people name them */
export function machineFindings(
  policy: Policy,
  account: string | undefined,
  names: readonly string[],
): readonly Finding[] {
  return [...policy.gates.values()].flatMap((gate) =>
    namesOf(gate.for, account).map((plain) => machineFinding(gate.name, nameAt(account, plain), names)),
  );
}

function activityFinding(gate: string, activity: string, exists: boolean): Finding {
  return exists
    ? fine(`gate ${gate}: activity ${activity} exists`)
    : wrong(
        `gate ${gate}: there is no activity ${activity} in this account and Region`,
        'make it, or mend its name',
      );
}

/** A pattern may be for machines that are still to come. */
function machineFinding(gate: string, glob: string, names: readonly string[]): Finding {
  const found = names.filter((name) => fitsGlob(glob, name));
  const isPattern = glob.includes('*');
  if (found.length > 0)
    return fine(
      `gate ${gate}: ${isPattern ? `${glob} fits ${String(found.length)} state machines` : `state machine ${glob} exists`}`,
    );
  return isPattern
    ? warning(
        `gate ${gate}: ${glob} fits no state machine yet`,
        'nothing, if it is still to come; else mend for:',
      )
    : wrong(`gate ${gate}: there is no state machine ${glob}`, 'make it, or mend for: of the gate');
}
