import { CodedError } from '../platform/index.ts';
import { troubleOf } from './errors.ts';

/** Slack could not be reached, or refused one of our tokens: whoever starts Signalbox must mend it. */
class SlackNotReached extends CodedError {
  readonly code = 'slack-not-reached';
}

/** Runs a part of the start; what goes wrong is said with the setting behind it. @throws {SlackNotReached} */
export async function accepted<T>(setting: string, address: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    const sentence =
      trouble.kind === 'refused'
        ? `Slack did not accept ${setting} (${trouble.code}). Copy the token again from the app's settings at https://api.slack.com/apps.`
        : trouble.kind === 'rate-limited'
          ? `Slack asked to wait ${String(trouble.retryAfterSeconds)} s before Signalbox connects again. Start it then.`
          : `Slack cannot be reached at ${address} (${trouble.because}). Look at the network, or at SLACK_API_URL where it is set.`;
    throw new SlackNotReached(sentence, { cause: error });
  }
}
