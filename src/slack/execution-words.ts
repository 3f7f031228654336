/** A status by sign and word: never by colour alone. */
const signs: Readonly<Record<string, string>> = {
  RUNNING: '🔵 running',
  SUCCEEDED: '✅ succeeded',
  FAILED: '⛔ failed',
  TIMED_OUT: '⌛ timed out',
  ABORTED: '✖️ aborted',
  PENDING_REDRIVE: '🔁 waiting for redrive',
};

export function statusInWords(status: string): string {
  return signs[status] ?? status;
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${String(minutes)} min ${String(seconds % 60)} s`
    : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

/** The execution's page in the AWS console of its Region and partition. */
export function consoleLink(executionArn: string): string {
  const [, partition = 'aws', , region = 'us-east-1'] = executionArn.split(':');
  const hosts: Readonly<Record<string, string>> = {
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  };
  const host = hosts[partition] ?? 'console.aws.amazon.com';
  return `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${encodeURIComponent(executionArn)}`;
}
