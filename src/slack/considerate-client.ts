import { webApi } from '@slack/bolt';
import { troubleOf } from './errors.ts';
import { MethodRests } from './method-rests.ts';
import type { Rests } from './rests.ts';

/** Limited in each channel by itself. https://docs.slack.dev/apis/web-api/rate-limits#posting-messages */
const limitedByChannel: ReadonlySet<string> = new Set(['chat.postMessage']);

/**
 * A client that does not call what Slack asked to leave alone: it says so without a call, and the work stays due. Not
 * for whoever a person waits for.
 */
export class ConsiderateClient extends webApi.WebClient {
  private readonly rests: Rests;

  constructor(token: string, options: webApi.WebClientOptions, rests: Rests) {
    super(token, options);
    this.rests = rests;
  }

  /** Every method of the client comes by here. @throws {MethodRests} */
  override async apiCall(
    method: string,
    options: Record<string, unknown> = {},
  ): Promise<webApi.WebAPICallResult> {
    const key = limitedByChannel.has(method) ? `${method} ${String(options['channel'])}` : method;
    const turn = this.rests.turn(key);
    if (turn !== undefined) throw new MethodRests(method, turn);
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'rate-limited') this.rests.begin(key, trouble.retryAfterSeconds);
      throw error;
    }
  }
}
