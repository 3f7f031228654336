import type { webApi } from '@slack/bolt';

/** One try a call, with a limit: repeating is delivery's work, and the SDK's own retries would post twice. */
export const callTimeoutMs = 8_000;

/** How every client of ours calls Slack. @param apiUrl another address than Slack's own; the sandbox's */
export function callOptions(apiUrl: string | undefined): webApi.WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
  };
}
