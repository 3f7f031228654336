import type { JsonObject } from '../../src/platform/index.ts';
import { analyse } from '../../src/states-language/index.ts';
import { activity, one } from './run.ts';

export const pass = { Type: 'Pass', End: true };

/** A machine of one Task on an activity; `Z` is there where it catches. */
export const task = (more: JsonObject) =>
  one({ Type: 'Task', Resource: activity, End: true, ...more }, more['Catch'] ? { Z: pass } : {});

/** A machine of one Map. */
export const map = (more: JsonObject, processor: JsonObject = {}) =>
  one({
    Type: 'Map',
    ItemProcessor: { StartAt: 'I', States: { I: pass }, ...processor },
    End: true,
    ...more,
  });

/** Every diagnostic as `CODE: message at /place`. */
export const said = (definition: JsonObject | string) =>
  analyse(definition).diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
