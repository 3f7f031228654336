import { openFunctions, type FunctionsOn } from '../workflows/functions-on.ts';

/** The shipped functions, calling the moto that run.mjs has started. */
export function openOnMoto(): Promise<FunctionsOn> {
  const origin = process.env['SIGNALBOX_TEST_MOTO'];
  if (origin === undefined) throw new Error('moto is not running: use npm run test:moto');
  return Promise.resolve(openFunctions(origin));
}
