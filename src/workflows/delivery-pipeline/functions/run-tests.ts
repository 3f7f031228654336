import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

interface Asked {
  readonly stage: string;
  readonly version: string;
  /** The run's input. `flaky` by stage: the share of tests that fail for no reason, 0 to 1; it shows what a gate is for. */
  readonly run?: { readonly flaky?: Readonly<Record<string, number>> };
}
interface Checked {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, string>>;
}

class IntegrationTestsFailed extends Error {
  override readonly name = 'IntegrationTestsFailed';
}

const lambda = new LambdaClient({});
const service = process.env['SERVICE_FUNCTION'] ?? '';

/** The integration tests of the time API: they call what runs in that stage, by the stage's alias. */
export async function handler({ stage, version, run }: Asked): Promise<{ passed: number }> {
  const cases: readonly (readonly [string, boolean])[] = [
    ['/time answers in UTC', isTime(await get(stage, '/time'), 'UTC', version)],
    [
      '/time/Europe/Madrid answers in that zone',
      isTime(await get(stage, '/time/Europe/Madrid'), 'Europe/Madrid', version),
    ],
    ['/time/Nowhere is not found', (await get(stage, '/time/Nowhere')).statusCode === 404],
    ['the network holds', Math.random() >= (run?.flaky?.[stage] ?? 0)],
  ];
  const failed = cases.filter(([, passed]) => !passed).map(([name]) => name);
  if (failed.length > 0)
    throw new IntegrationTestsFailed(
      `${String(failed.length)} of ${String(cases.length)} tests failed in ${stage}: ${failed.join('; ')}.`,
    );
  return { passed: cases.length };
}

async function get(stage: string, path: string): Promise<Checked> {
  const call = { FunctionName: service, Qualifier: stage, Payload: JSON.stringify({ path }) };
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand(call));
  if (FunctionError !== undefined)
    throw new IntegrationTestsFailed(`${path} broke in ${stage}: ${FunctionError}.`);
  const { statusCode, body } = JSON.parse(Payload?.transformToString() ?? '{}') as {
    statusCode: number;
    body: string;
  };
  return { statusCode, body: JSON.parse(body) as Checked['body'] };
}

/** The right version answers, and its clock is within a minute of ours. */
function isTime({ statusCode, body }: Checked, zone: string, version: string): boolean {
  const off = Math.abs(Date.parse(body['at'] ?? '') - Date.now());
  return statusCode === 200 && body['zone'] === zone && body['version'] === version && off < 60_000;
}
