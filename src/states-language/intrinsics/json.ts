import { isJsonObject, parseJson } from '../../platform/index.ts';
import { invalid, mustHave, textAt, type Intrinsic } from './arguments.ts';

export const jsonFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.JsonMerge'(given) {
    mustHave(given, 3);
    const [first, second, deep] = given.args;
    // Only the shallow merge exists. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    if (!isJsonObject(first) || !isJsonObject(second) || deep !== false) throw invalid(given);
    return { ...first, ...second };
  },
  'States.StringToJson'(given) {
    mustHave(given, 1);
    const text = textAt(given, 0);
    if (text.trim() === '') return null;
    const value = parseJson(text);
    if (value === undefined) throw invalid(given);
    return Object.is(value, -0) ? 0 : value;
  },
  'States.JsonToString'(given) {
    mustHave(given, 1);
    return JSON.stringify(given.args[0]);
  },
};
