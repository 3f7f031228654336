import { javaRandom } from '../java-random.ts';
import { integerAt, invalid, mustHave, type Intrinsic } from './arguments.ts';

export const mathsFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.MathRandom'(given) {
    mustHave(given, 2, 3);
    const [from, to] = [integerAt(given, 0), integerAt(given, 1)];
    if (to <= from) throw invalid(given);
    const fraction =
      given.args.length === 3 ? javaRandom(integerAt(given, 2)).nextDouble() : given.random.fraction();
    return from + Math.floor(fraction * (to - from));
  },
  'States.MathAdd'(given) {
    mustHave(given, 2);
    return integerAt(given, 0) + integerAt(given, 1);
  },
  'States.UUID'(given) {
    mustHave(given, 0);
    return given.random.uuid();
  },
};
