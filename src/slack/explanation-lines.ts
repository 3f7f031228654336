import type { Explanation } from '../executions/index.ts';
import { foreign } from './text.ts';

/** Why a run stands as it does, a line a fact; escaped. Pure. */
export function explanationLines(why: Explanation, sign = '⛔'): readonly string[] {
  const { cause, onTheWay, remedy, tries } = why;
  const quiet = tries === 0 && onTheWay.length === 0 && remedy === undefined;
  // A single thing on the way stands in the sentence itself already.
  const others = onTheWay.filter((one) => !why.sentence.includes(one));
  return [
    ...(quiet ? [] : [`${remedy === undefined ? '↪️' : sign} ${foreign(why.sentence, 700)}`]),
    ...(cause?.type === undefined || why.sentence.includes(cause.type)
      ? []
      : [`Thrown as ${foreign(cause.type, 120)}`]),
    ...(cause?.frame === undefined ? [] : [`At ${foreign(cause.frame, 250)}`]),
    ...(cause?.child === undefined ? [] : [`In the child execution ${foreign(cause.child, 250)}`]),
    ...(others.length === 0 ? [] : [`On the way: ${others.map((one) => foreign(one, 200)).join('; ')}.`]),
    ...(remedy === undefined ? [] : [`*What to do:* ${foreign(remedy, 400)}`]),
  ];
}
