import { setTimeout as sleep } from 'node:timers/promises';
import { settingsOf, type Environment, type Place } from '../workflows/account.ts';
import { openFunctions, type FunctionsOn } from '../workflows/functions-on.ts';

/** The moto that run.mjs has started. */
export function motoOrigin(): string {
  const origin = process.env['SIGNALBOX_TEST_MOTO'];
  if (origin === undefined) throw new Error('moto is not running: use npm run test:moto');
  return origin;
}

/** The shipped functions as they were built, calling moto. */
export function openOnMoto(): Promise<FunctionsOn> {
  return Promise.resolve(openFunctions(motoOrigin()));
}

/** moto for functions that a test calls itself. Its clock is the world's: whatever takes time there is done at once. */
export function openPlaceOnMoto(environment: Environment): Promise<Place> {
  return Promise.resolve({
    settings: settingsOf(motoOrigin(), environment),
    // It writes times in whole seconds: what came later must be seen to be later.
    pass: () => sleep(1_001),
    stop: () => Promise.resolve(),
  });
}
