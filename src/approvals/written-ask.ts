import {
  fitsGlob,
  isJsonObject,
  machineOfArn,
  nameAt,
  siteOf,
  type JsonValue,
  type Site,
} from '../platform/index.ts';
import type { Gate } from './gate.ts';

/** The wire format of an ask that comes by message. */
const askSchema = 'signalbox/ask/1';

/** An ask as somebody wrote it: taken, or refused with the reason. */
export type ReadAsk =
  | {
      readonly kind: 'ask';
      readonly gate: Gate;
      readonly token: string;
      readonly input: JsonValue;
      readonly claimed: { readonly executionArn: string; readonly stateName: string };
    }
  | { readonly kind: 'refused'; readonly because: string };

/** Step Functions takes tokens of at most 2,048 characters. https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
const longestToken = 2_048;

/**
 * Reads an ask and checks what can be checked without asking anybody: schema, gate, account, Region, machine. Pure.
 * @param policy.sites where Signalbox works
 * @param executionArn the execution that the service itself named beside the ask; else the ask must name one
 */
export function readAsk(
  written: JsonValue,
  policy: { gate: (name: string) => Gate | undefined; sites: readonly Site[] },
  executionArn?: string,
): ReadAsk {
  const refused = (because: string): ReadAsk => ({ kind: 'refused', because });
  if (!isJsonObject(written)) return refused('the ask is not a JSON object');
  const { schema, gate: gateName, token, state } = written;
  const arn = executionArn ?? written['execution'];
  if (schema !== askSchema)
    return refused(`unknown schema ${shown(schema)}; this version reads ${askSchema}`);
  if (typeof gateName !== 'string' || gateName === '') return refused('the ask names no gate');
  const gate = policy.gate(gateName);
  if (!gate) return refused(`there is no gate "${gateName.slice(0, 80)}" in signalbox.yaml`);
  if (typeof token !== 'string' || token === '' || token.length > longestToken)
    return refused('the ask carries no task token (token: $$.Task.Token)');
  if (typeof state !== 'string' || state === '')
    return refused('the ask names no state (state: $$.State.Name)');
  if (typeof arn !== 'string') return refused('the ask names no execution (execution: $$.Execution.Id)');
  const [prefix, , service, , , kind, plain = ''] = arn.split(':');
  if (prefix !== 'arn' || service !== 'states' || kind !== 'execution' || plain === '')
    return refused(`${arn.slice(0, 200)} is not the ARN of an execution`);
  const site = siteOf(arn, policy.sites);
  if (!site) return refused(elsewhere(arn, policy.sites));
  const machine = nameAt(site.name, machineOfArn(arn));
  if (!gate.for.some((glob) => fitsGlob(glob, machine)))
    return refused(`gate ${gate.name} is for ${gate.for.join(', ')}, and ${machine} asked`);
  return {
    kind: 'ask',
    gate,
    token,
    input: written['input'] ?? {},
    claimed: { executionArn: arn, stateName: state },
  };
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? '(none)' : JSON.stringify(value).slice(0, 80);
}

function elsewhere(arn: string, sites: readonly Site[]): string {
  const [, , , region = '', account = ''] = arn.split(':');
  const there = sites.filter((site) => site.account === account);
  return there.length === 0
    ? `the execution is of account ${account}, and Signalbox works in ${sites.map((site) => site.account).join(', ')}`
    : `the execution is of Region ${region}, and Signalbox works in ${there.map((site) => site.region).join(', ')}`;
}
