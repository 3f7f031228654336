import { KeyDeskRefused } from '../incidents/index.ts';
import { messageOf, scrub } from '../platform/index.ts';
import { isDenied, isPassing, nameOf } from './errors.ts';

/** Asks AWS about a key. @param action what the role must allow for it @throws {KeyDeskRefused} in words */
export async function asked<T>(action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KeyDeskRefused) throw error;
    throw refusedAs(action, error);
  }
}

/** What AWS answered, in words. */
export function refusedAs(action: string, error: unknown): KeyDeskRefused {
  const name = nameOf(error);
  const refused = (message: string, passing: boolean) =>
    new KeyDeskRefused(message, passing, { cause: error });
  if (isDenied(error))
    return refused(
      `AWS does not allow Signalbox ${action} (${name}). Whoever runs Signalbox must add it to its role.`,
      false,
    );
  if (isPassing(error)) return refused(`AWS did not answer ${action} (${name}).`, true);
  return refused(`AWS refused ${action}: ${scrub(messageOf(error))} (${name})`, false);
}
